package runner.exec.program;

import java.util.Arrays;
import java.util.List;

/** The first line of a script. */
final class Shebang {
  private Shebang() {}

  /** The words after {@code #!}; the first is empty where none is named. */
  static List<String> words(String line) {
    return Arrays.asList(line.substring(2).strip().split("[ \t]+", -1));
  }
}
