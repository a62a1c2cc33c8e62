package runner.pool;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A stand-in for Concourse: the few routes that are asked, and what a test wants of them. By
 * default it has the one token {@code tok}, knows no build, and answers as Concourse 8 does.
 */
final class Atc implements AutoCloseable {
  /** Takes a request instead of the stand-in, and says whether it did. */
  interface Taker {
    boolean take(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Taker> takers = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Map<String, String> builds = new ConcurrentHashMap<>();

  Atc() {
    this(http());
  }

  Atc(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private static HttpServer http() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** The requests so far: method, decoded target, authorization. */
  List<String> asked() {
    return asked;
  }

  /** Gives the build of a path a status. */
  Atc build(String path, String status) {
    builds.put(path, status);
    return this;
  }

  Atc taking(Taker taker) {
    takers.add(taker);
    return this;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String target = target(exchange);
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    asked.add(exchange.getRequestMethod() + " " + target + " " + authorization + " " + body);
    try (exchange) {
      exchange.getResponseHeaders().set("X-Concourse-Version", "8.2.5");
      for (Taker taker : takers) {
        if (taker.take(exchange)) {
          return;
        }
      }
      known(exchange, target);
    }
  }

  static String target(HttpExchange exchange) {
    return URLDecoder.decode(exchange.getRequestURI().toString().replace("+", "%2B"), UTF_8);
  }

  private void known(HttpExchange exchange, String target) throws IOException {
    if (target.equals("/sky/issuer/token")) {
      answer(exchange, 200, "{\"access_token\":\"tok\",\"token_type\":\"bearer\"}");
    } else if (target.equals("/api/v1/info")) {
      answer(exchange, 200, "{\"version\":\"8.2.5\"}");
    } else if (builds.containsKey(target)) {
      boolean known = "Bearer tok".equals(exchange.getRequestHeaders().getFirst("Authorization"));
      answer(exchange, known ? 200 : 401, known ? build(target, builds.get(target), 86_400) : "");
    } else {
      answer(exchange, 404, "");
    }
  }

  /** What Concourse says of a build that began so long ago. */
  static String build(String path, String status, long secondsAgo) {
    String[] parts = path.replaceFirst("\\?vars.*", "").split("/", -1);
    long now = Instant.now().getEpochSecond();
    boolean job = parts.length > 9;
    String end = status.matches("pending|started") ? "" : ",\"end_time\":" + (now - 60);
    String names =
        job ? ",\"pipeline_name\":\"%s\",\"job_name\":\"%s\"".formatted(parts[6], parts[8]) : "";
    return "{\"id\":4711,\"team_name\":\"%s\",\"name\":\"%s\",\"status\":\"%s\",\"start_time\":%d%s}"
        .formatted(
            job ? parts[4] : "main",
            parts[parts.length - 1],
            status,
            now - secondsAgo,
            end + names);
  }

  static boolean answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    return true;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
