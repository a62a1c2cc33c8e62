package runner.pool;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;

/** What stands between us and Concourse, or calls itself one. */
final class BadAnswers {
  private BadAnswers() {}

  static boolean give(String kind, HttpExchange exchange, Atc other) throws IOException {
    if (!Atc.target(exchange).contains("/builds/")) {
      return false;
    }
    return switch (kind) {
      case "drip" -> drip(exchange);
      case "endless" -> endless(exchange);
      case "html" -> Atc.answer(exchange, 200, "<!doctype html><title>Concourse</title>");
      case "redirect" -> {
        exchange.getResponseHeaders().set("Location", other.url() + "/x");
        yield Atc.answer(exchange, 302, "");
      }
      case "foreign 404" -> {
        exchange.getResponseHeaders().remove("X-Concourse-Version");
        yield Atc.answer(exchange, 404, "");
      }
      default -> Atc.answer(exchange, Integer.parseInt(kind), "");
    };
  }

  /** A byte now and then, for longer than anybody should wait. */
  private static boolean drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    Object pause = new Object();
    try (OutputStream body = exchange.getResponseBody()) {
      for (int i = 0; i < 60; i++) {
        body.write('{');
        body.flush();
        synchronized (pause) {
          pause.wait(500);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  private static boolean endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      for (long sent = 0; sent < 10L << 30; sent += 1 << 16) {
        body.write(new byte[1 << 16]);
      }
    }
    return true;
  }
}
