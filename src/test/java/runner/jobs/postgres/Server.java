package runner.jobs.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of this machine's packages, on loopback, started when a test first wants it
 * and ended with the JVM; {@code src/test/postgres/cluster} lays it out. Roles are the whole
 * server's; databases are the tests' own.
 */
final class Server {
  private static final Path SCRIPT = Path.of("src/test/postgres/cluster").toAbsolutePath();
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Path dir;
  private final int port;

  private Server(Path dir, int port) {
    this.dir = dir;
    this.port = port;
  }

  /** The one that all tests share; what a power cut would take is not waited for. */
  static Server shared() {
    return Held.SERVER;
  }

  /** A new one, that is as careful with its disk as one should be where asked to be. */
  static Server start(boolean durable) {
    try {
      Path dir = Files.createTempDirectory("postgres-").toRealPath();
      ran("make", dir.toString());
      Server server = new Server(dir, freePort());
      server.serve(durable);
      Fixture.prepare(server);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  Path tls(String name) {
    return dir.resolve("tls").resolve(name);
  }

  /** Makes {@code NAME.crt} and {@code NAME.key} with this subject, once. */
  void certificate(String name, String subject) {
    if (!Files.exists(tls(name + ".crt"))) {
      ran("certificate", dir.toString(), name, subject);
    }
  }

  /** Makes an empty database that every role may connect to, and returns its name. */
  String database() {
    String name = "test" + NUMBER.incrementAndGet();
    run("postgres", "create database " + name);
    return name;
  }

  /** Does as the superuser what no test could do otherwise. */
  void run(String database, String... statements) {
    try (Connection connection = superuser(database);
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  Connection superuser(String database) throws SQLException {
    DatabaseAccess access = Fixture.access(this, database, "postgres");
    return new org.postgresql.Driver().connect(access.url(), access.properties());
  }

  private void serve(boolean durable) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(SCRIPT.toString(), "serve", dir.toString(), "" + port);
    builder.environment().put("FSYNC", durable ? "on" : "off");
    Process process = builder.redirectErrorStream(true).start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
    CountDownLatch ready = new CountDownLatch(1);
    StringBuilder log = new StringBuilder();
    Thread reader = new Thread(() -> read(process, ready, log));
    reader.setDaemon(true);
    reader.start();
    try {
      if (!ready.await(120, TimeUnit.SECONDS) || !process.isAlive()) {
        throw new IllegalStateException("the server did not start:\n" + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void read(Process process, CountDownLatch ready, StringBuilder log) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (ready.getCount() > 0) {
          log.append(line).append('\n');
        }
        if (line.contains("ready to accept connections")) {
          ready.countDown();
        }
      }
    } catch (IOException e) {
      log.append(e);
    }
    ready.countDown();
  }

  /** SIGQUIT is the server's own word for "now"; its children end with it. */
  private void end(Process process) {
    try {
      new ProcessBuilder("kill", "-QUIT", "" + process.pid()).start().waitFor();
      process.waitFor(20, TimeUnit.SECONDS);
      try (Stream<Path> inside = Files.walk(dir)) {
        for (Path one : inside.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(one);
        }
      }
    } catch (IOException | InterruptedException e) {
      process.destroyForcibly();
    }
  }

  private static void ran(String... words) {
    try {
      Process process =
          new ProcessBuilder(Stream.concat(Stream.of(SCRIPT.toString()), Stream.of(words)).toList())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static final class Held {
    static final Server SERVER = start(false);
  }
}
