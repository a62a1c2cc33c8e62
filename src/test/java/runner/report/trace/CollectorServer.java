package runner.report.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A collector on this host, which may behave badly. */
public final class CollectorServer implements AutoCloseable {

  /** One request: where to, with which header authorization, and what it said. */
  public record Seen(String path, String authorization, String contentType, String body) {}

  /** How it answers. */
  public enum Manner {
    TAKES,
    REFUSES,
    FAILS,
    REDIRECTS,
    /** Reads, and never answers. */
    KEEPS_SILENT
  }

  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile Manner manner;

  /** Starts one. */
  public CollectorServer(Manner manner) {
    this.manner = manner;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body =
        new String(
            exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    seen.add(
        new Seen(
            exchange.getRequestURI().getPath(),
            String.valueOf(exchange.getRequestHeaders().getFirst("authorization")),
            exchange.getRequestHeaders().getFirst("content-type"),
            body));
    asked.countDown();
    if (manner == Manner.KEEPS_SILENT) {
      try {
        over.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    exchange.getResponseHeaders().add("Location", "/elsewhere");
    exchange.sendResponseHeaders(status(), -1);
    exchange.close();
  }

  private int status() {
    return switch (manner) {
      case TAKES, KEEPS_SILENT -> 200;
      case REFUSES -> 400;
      case FAILS -> 503;
      case REDIRECTS -> 307;
    };
  }

  /** Waits until somebody spoke to it. */
  void awaitFirst() throws InterruptedException {
    if (!asked.await(30, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody spoke to the collector");
    }
  }

  /** Behaves otherwise from now on. */
  public void now(Manner other) {
    manner = other;
  }

  /** Returns its address. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns what it was told so far. */
  public List<Seen> seen() {
    return seen;
  }

  @Override
  public void close() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
