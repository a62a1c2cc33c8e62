package runner.plan;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file of the task directory that is no task, and why.
 *
 * @param file its name
 * @param reason a few words
 */
public record IgnoredFile(String file, String reason) {
  private static final Pattern LEFTOVER =
      Pattern.compile(
          ".*~|.*\\.(bak|orig|rej|swp|tmp|rpmnew|rpmsave|rpmorig)|.*\\.(dpkg|ucf)-[^.]*",
          Pattern.DOTALL);

  /** Why a name is ignored, whatever kind of file bears it. */
  static Optional<String> reasonFor(String name) {
    if (name.startsWith(".")) {
      return Optional.of("a hidden file");
    }
    if (name.endsWith(".disabled")) {
      return Optional.of("disabled");
    }
    if (name.startsWith("README")) {
      return Optional.of("a README");
    }
    return LEFTOVER.matcher(name).matches()
        ? Optional.of("a leftover of an editor or a package manager")
        : Optional.empty();
  }

  static List<IgnoredFile> sorted(List<IgnoredFile> files) {
    NaturalOrder order = new NaturalOrder();
    return files.stream().sorted((a, b) -> order.compare(a.file(), b.file())).toList();
  }
}
