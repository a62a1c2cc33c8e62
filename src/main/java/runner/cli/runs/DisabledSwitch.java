package runner.cli.runs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The two switches by which the units of systemd boot a machine without its chain. */
final class DisabledSwitch {
  static final Path FILE = Path.of("/etc/runner/disabled");

  private static final String WORD = "runner=disabled";

  private DisabledSwitch() {}

  /** Which of them is set. */
  static Optional<String> set() {
    if (Files.exists(FILE)) {
      return Optional.of(FILE.toString());
    }
    return commandLine().contains(WORD)
        ? Optional.of(WORD + " on the kernel's command line")
        : Optional.empty();
  }

  /** systemd takes the words of process 1 for the kernel's in a container, and so do we. */
  private static List<String> commandLine() {
    boolean container = Files.exists(Path.of("/run/systemd/container"));
    Path words = Path.of(container ? "/proc/1/cmdline" : "/proc/cmdline");
    try {
      String text = new String(Files.readAllBytes(words), StandardCharsets.ISO_8859_1);
      return Arrays.asList(text.split("[\\x00\\s]+"));
    } catch (IOException e) {
      return List.of();
    }
  }
}
