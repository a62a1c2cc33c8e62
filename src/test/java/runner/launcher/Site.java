package runner.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A directory that has the launcher as a checkout or an installation has it, and a PATH of stubs.
 *
 * <pre>
 * ROOT/a 'new' home/   runner pom.xml .mvn/ src/main/A.java B.java      (checkout)
 * ROOT/usr/            bin/runner share/runner/lib/*.jar                (installed)
 * ROOT/bin/            java mvn
 * ROOT/record/         what the stubs were called with
 * </pre>
 */
final class Site {
  /** Records its call and succeeds. */
  private static final String JAVA =
      """
      #!/bin/sh
      record=${0%/*}/../record
      printf '%s\\0' "$@" >"$record/arguments"
      umask >"$record/umask"
      /usr/bin/env -0 >"$record/environment"
      streams=$(/usr/bin/readlink /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2)
      echo "$streams" >"$record/streams"
      echo 'printed by java'
      """;

  /** Creates the jars. Reads stdin and writes to stdout, since Maven may do both. */
  private static final String MAVEN =
      """
      #!/bin/sh
      PATH=/usr/bin:/bin
      record=${0%/*}/../record
      printf '%s\\0' "$@" >>"$record/builds"
      [ ! -e /proc/$$/fd/9 ] || echo 'the lock is open'
      cat
      echo 'printed by maven'
      MORE
      mkdir -p target/lib && touch target/runner.jar target/lib/b.jar target/lib/a.jar
      """;

  private final Path root;
  private final Path launcher;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> prefix = new ArrayList<>();

  private Site(Path root, Path launcher) {
    this.root = root;
    this.launcher = launcher;
    environment.put("PATH", root.resolve("bin").toString());
  }

  static Site checkout(Path root) throws IOException {
    Site site = new Site(root, root.resolve("a 'new' home/runner"));
    Files.createDirectories(site.home().resolve(".mvn"));
    Files.createDirectories(site.home().resolve("src/main"));
    for (String file : List.of("pom.xml", "src/main/A.java", "src/main/B.java")) {
      Files.createFile(site.home().resolve(file));
    }
    site.layOut();
    site.maven("");
    return site;
  }

  static Site installed(Path root) throws IOException {
    Site site = new Site(root, root.resolve("usr/bin/runner"));
    Files.createDirectories(site.home());
    Path lib = Files.createDirectories(root.resolve("usr/share/runner/lib"));
    for (String jar : List.of("b.jar", "runner.jar", "a.jar")) {
      Files.createFile(lib.resolve(jar));
    }
    site.layOut();
    // Otherwise an installed launcher takes this machine's /usr/bin/java.
    return site.with("JAVA_HOME", root.toString());
  }

  private void layOut() throws IOException {
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectory(root.resolve("bin"));
    Path record = Files.createDirectory(root.resolve("record"));
    Files.setPosixFilePermissions(record, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.copy(Path.of("runner"), launcher);
    script("java", JAVA);
  }

  Path home() {
    return launcher.getParent();
  }

  Path launcher() {
    return launcher;
  }

  /** Copies retrypuppet to the launcher's directory. */
  Path retrypuppet() throws IOException {
    return Files.copy(Path.of("retrypuppet"), home().resolve("retrypuppet"));
  }

  /** Puts the shell lines {@code more} into Maven's stub, before it writes its jars. */
  Site maven(String more) throws IOException {
    script("mvn", MAVEN.replace("MORE", more));
    return this;
  }

  /** Makes Java's stub these shell lines. */
  Site java(String lines) {
    script("java", "#!/bin/sh\n" + lines);
    return this;
  }

  Site without(String program) throws IOException {
    Files.delete(root.resolve("bin").resolve(program));
    return this;
  }

  Site with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Puts words before the launcher's path, such as a shell that closes streams. */
  Site through(String... words) {
    prefix.addAll(Arrays.asList(words));
    return this;
  }

  /** Makes all files in the launcher's directory this many seconds old. */
  void age(long seconds) throws IOException {
    FileTime then = FileTime.from(Instant.now().minusSeconds(seconds));
    try (var files = Files.walk(home())) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, then);
      }
    }
  }

  int builds() throws IOException {
    Path builds = root.resolve("record/builds");
    return Files.exists(builds) ? read("builds").split("package", -1).length - 1 : 0;
  }

  String read(String recorded) throws IOException {
    Path file = root.resolve("record").resolve(recorded);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  LauncherResult start(String... arguments) throws IOException, InterruptedException {
    return finish(begin(launcher, arguments));
  }

  LauncherResult startAs(Path path, String... arguments) throws IOException, InterruptedException {
    return finish(begin(path, arguments));
  }

  Process begin(Path path, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(prefix);
    words.add(path.toString());
    words.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).directory(root.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  LauncherResult finish(Process process) throws IOException, InterruptedException {
    try (var stdin = process.getOutputStream()) {
      stdin.write("the caller's stdin\n".getBytes(UTF_8));
    } catch (IOException e) {
      // A launcher that fails early does not read.
    }
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    Map<String, String> variables = new LinkedHashMap<>();
    for (String line : words("environment")) {
      variables.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
    }
    return new LauncherResult(process.waitFor(), out, err, words("arguments"), variables);
  }

  private List<String> words(String recorded) throws IOException {
    String text = read(recorded);
    return text.isEmpty()
        ? List.of()
        : List.of(text.substring(0, text.length() - 1).split("\0", -1));
  }

  private void script(String name, String text) {
    Path file = root.resolve("bin").resolve(name);
    try {
      Files.writeString(file, text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
