package runner.config.lookup;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import runner.text.ShellWord;

/**
 * The answers as POSIX sh, to be read by the launcher in its own shell. In {@code $look_key} it
 * finds what is asked, and in {@code $look_fallback}, where that is set, what a missing key is
 * answered with. It ends the shell with the answer, or returns where it has none that surely holds.
 * It starts no program and uses no variable of its caller but these.
 */
final class LookupScript {
  private LookupScript() {}

  /** A source, and the empty file that has the time the source had. */
  record Stamped(String source, String stamp) {}

  static String of(String owner, List<Stamped> sources, Map<String, Map<String, String>> text) {
    StringBuilder script = new StringBuilder("# " + owner + "\n");
    sources.forEach(source -> script.append(freshness(source)));
    script.append("case $look_key in\n");
    text.forEach(
        (section, keys) -> {
          // The first dot of what is asked divides it, so such a section is never reached.
          if (!section.contains(".")) {
            keys.forEach((key, value) -> script.append(answer(section + "." + key, value)));
          }
        });
    return script
        .append("*.*) [ -n \"${look_fallback+set}\" ] || exit 1\n")
        .append("printf '%s\\n' \"$look_fallback\" && exit 0 ;;\nesac\n")
        .toString();
  }

  /** Older counts as well: a file may be replaced by one of an earlier time. */
  private static String freshness(Stamped stamped) {
    String source = ShellWord.of(stamped.source());
    String stamp = ShellWord.of(stamped.stamp());
    return new StringJoiner(" && ", "", " || return 0\n")
        // dash says of a file that is missing that it is neither newer nor older than another.
        .add("[ -r " + source + " ]")
        .add("[ -e " + stamp + " ]")
        .add("! [ " + source + " -nt " + stamp + " ]")
        .add("! [ " + source + " -ot " + stamp + " ]")
        .toString();
  }

  /** A shell holds no NUL, so what has one is left to the program. */
  private static String answer(String key, String value) {
    if (key.indexOf('\0') >= 0) {
      return "";
    }
    return ShellWord.of(key)
        + (value.indexOf('\0') >= 0
            ? ") return 0 ;;\n"
            : ") printf '%s\\n' " + ShellWord.of(value) + " && exit 0 ;;\n");
  }
}
