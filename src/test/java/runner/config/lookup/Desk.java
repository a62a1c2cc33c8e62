package runner.config.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The launcher with a configuration and a Java that only says it was asked.
 *
 * <pre>
 * ROOT/etc/runner.cfg             ROOT/bin/runner
 * ROOT/share/runner/lib/runner.jar  ROOT/jdk/bin/java
 * ROOT/run/runner/                the room of the snapshots
 * </pre>
 */
final class Desk {
  static final String JAVA = "asked java\n";
  static final List<String> SHELLS = List.of("dash", "bash");

  private final Path root;

  Desk(Path root) throws IOException {
    this.root = root.toRealPath();
    Files.createDirectories(this.root.resolve("run"));
    Files.createDirectories(this.root.resolve("etc"));
    executable("bin/runner", Files.readString(Path.of("runner")));
    executable("share/runner/lib/runner.jar", "");
    executable("jdk/bin/java", "#!/bin/sh\necho 'asked java'\n");
    Files.setPosixFilePermissions(
        this.root.resolve("run"), PosixFilePermissions.fromString("rwx------"));
  }

  private void executable(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  Path path(String name) {
    return root.resolve(name);
  }

  Path config() {
    return path("etc/runner.cfg");
  }

  Path room() {
    return path("run/runner");
  }

  Path answers() {
    return room().resolve("look" + config() + "/answers");
  }

  Desk write(String name, String text) throws IOException {
    Files.createDirectories(path(name).getParent());
    Files.write(path(name), text.getBytes(UTF_8));
    return this;
  }

  /** A snapshot of the configuration as it is, taken when all of it has settled. */
  LookupCache taken() {
    return taken("1-1", owner -> true);
  }

  LookupCache taken(String owner, Predicate<String> lives) {
    LookupCache snapshot = LookupCache.in(room(), config(), owner, lives).orElseThrow();
    snapshot.refresh(later());
    return snapshot;
  }

  /** When everything that was written now is no longer young. */
  static Instant later() {
    return Instant.now().plusSeconds(3600);
  }

  /** What every shell answers; they must agree. */
  String ask(String... arguments) throws IOException, InterruptedException {
    List<String> answers = new ArrayList<>();
    for (String shell : SHELLS) {
      answers.add(askIn(shell, arguments));
    }
    return answers.stream().distinct().count() == 1 ? answers.get(0) : answers.toString();
  }

  String key(String key) throws IOException, InterruptedException {
    return ask("-c", config().toString(), "-g", key);
  }

  /** Standard output, and the code where it is not 0. */
  private String askIn(String shell, String... arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(shell, path("bin/runner").toString()));
    words.addAll(List.of(arguments));
    Process process = start(words);
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    int code = process.waitFor();
    return code == 0 ? out : out + "exit " + code;
  }

  Process start(List<String> words) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.directory(root.toFile());
    builder.environment().clear();
    builder.environment().put("JAVA_HOME", path("jdk").toString());
    builder.environment().put("XDG_RUNTIME_DIR", path("run").toString());
    builder.environment().put("RUNNER_CONFIG", config().toString());
    return builder.start();
  }
}
