package runner.cli;

import java.util.List;

/**
 * The long options that may stand in front of a command, and their abbreviations. The command model
 * knows both by itself; this is for what is understood without it.
 */
final class LongOptions {
  static final List<String> OF_THE_CHAIN =
      List.of(
          "--config",
          "--state-dir",
          "--quiet",
          "--verbose",
          "--color",
          "--times",
          "--halt-after",
          "--get",
          "--default",
          "--syslog",
          "--dry-run",
          "--wait-lock",
          "--version",
          "--help");

  private LongOptions() {}

  /** The only option that begins so; the word itself where there is none, or several. */
  static String whole(String word) {
    List<String> meant = OF_THE_CHAIN.stream().filter(name -> name.startsWith(word)).toList();
    return word.length() > 2 && meant.size() == 1 ? meant.get(0) : word;
  }

  /** Whether the word is an option whose value may be left out, in whole or abbreviated. */
  static boolean mayHaveNoValue(String word) {
    return word.startsWith("--w") && "--wait-lock".startsWith(word);
  }
}
