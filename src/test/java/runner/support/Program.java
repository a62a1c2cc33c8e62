package runner.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command that starts the program under test: a launcher script with the classes under test,
 * written once per test JVM. {@code -Drunner.program=FILE} names another command, such as an
 * installed one.
 */
public final class Program {
  /** Java's options in {@code ./runner}, except for the archive of classes. */
  public static final List<String> FLAGS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseG1GC",
          "-XX:ParallelGCThreads=1",
          "-XX:ConcGCThreads=1",
          "-Xshare:auto",
          "-XX:-UsePerfData",
          "-Xmx64m",
          "-Xmn2m",
          "-Xlog:disable",
          "-Xlog:all=warning:stderr",
          "-Dfile.encoding=UTF-8");

  private Program() {}

  /** Returns the absolute path of the command that starts the program. */
  public static Path launcher() {
    return LazyLauncher.LAUNCHER;
  }

  /** Writes a launcher into a directory; it starts Java with these words. */
  public static Path onJava(Path folder, String... words) {
    String java = Arrays.stream(words).map(Program::quoted).collect(Collectors.joining(" "));
    Path launcher = folder.resolve("launcher");
    try {
      Files.writeString(launcher, script(launcher, java));
      return Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the words, quoted for sh, that start {@link Child} with one of its behaviours. */
  public static String child(String... behaviour) {
    return Stream.concat(
            Stream.of(java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"),
            Stream.concat(
                Stream.of("-cp", System.getProperty("java.class.path"), Child.class.getName()),
                Arrays.stream(behaviour)))
        .map(Program::quoted)
        .collect(Collectors.joining(" "));
  }

  /** Quotes any text as one word of sh. */
  static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static Path written() {
    Path launcher = Path.of("target", "test-launcher", "runner").toAbsolutePath();
    try {
      Files.createDirectories(launcher.getParent());
      Path draft = Files.createTempFile(launcher.getParent(), "runner", ".draft");
      Files.writeString(draft, script(launcher));
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
      return Files.move(draft, launcher, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the launcher's text, given its own path. */
  static String script(Path launcher) {
    return script(launcher, quoted(java()));
  }

  private static String script(Path launcher, String java) {
    return String.join(
        "\n",
        "#!/bin/sh",
        "for fd in 0 1 2; do",
        "  [ -e /proc/$$/fd/$fd ] || eval \"exec $fd<>/dev/null\"",
        "done",
        "umask 022",
        "export LC_ALL=C.UTF-8",
        "exec %s %s \\".formatted(java, String.join(" ", FLAGS)),
        "  %s \\".formatted(quoted("-Drunner.launcher=" + launcher)),
        "  -cp %s runner.cli.Main \"$@\"".formatted(quoted(classPath())),
        "");
  }

  /** Everything but the classes of the tests, so that the program cannot use them. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty() && !Path.of(entry).endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Makes one thread write the launcher at its first use. */
  private static final class LazyLauncher {
    static final Path LAUNCHER =
        System.getProperty("runner.program") == null
            ? written()
            : Path.of(System.getProperty("runner.program")).toAbsolutePath();
  }
}
