package runner.pool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real sshd on the loopback address that lets one key in as the user of the tests. */
final class SshServer implements AutoCloseable {
  private final Path dir;
  private final int port;
  private final Process process;

  private SshServer(Path dir, int port, Process process) {
    this.dir = dir;
    this.port = port;
    this.process = process;
  }

  static SshServer start(Path dir) throws IOException, InterruptedException {
    for (String name : List.of("host", "user", "stranger")) {
      call("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", dir + "/" + name);
    }
    // sshd wants it where it drops privileges; the package makes it at boot.
    Files.createDirectories(Path.of("/run/sshd"));
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path config = Files.writeString(dir.resolve("sshd.conf"), config(dir, port));
    Process process =
        new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", config.toString())
            .redirectErrorStream(true)
            .start();
    SshServer server = new SshServer(dir, port, process);
    server.awaitListening();
    return server;
  }

  private static String config(Path dir, int port) {
    return """
            ListenAddress 127.0.0.1:%d
            HostKey %s/host
            AuthorizedKeysFile %s/user.pub
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            PidFile none
            """
        .formatted(port, dir, dir);
  }

  private void awaitListening() throws IOException {
    List<String> said = new ArrayList<>();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.add(line);
      if (line.startsWith("Server listening")) {
        // Read on, or sshd would wait for room in the pipe.
        Thread reader = new Thread(() -> lines.lines().forEach(more -> {}), "sshd");
        reader.setDaemon(true);
        reader.start();
        return;
      }
    }
    throw new IllegalStateException("sshd: " + said);
  }

  String url(Path repository) {
    return "ssh://" + System.getProperty("user.name") + "@127.0.0.1:" + port + repository;
  }

  /** The text of the private key that is let in, or of one that is not. */
  String key(String name) throws IOException {
    return Files.readString(dir.resolve(name));
  }

  /** The line of known_hosts for the server, as if it had the key of that name. */
  String knownHost(String name) throws IOException {
    return "[127.0.0.1]:" + port + " " + Files.readString(dir.resolve(name + ".pub"));
  }

  private static void call(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command));
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
