package runner.manual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The README or a page of docs/, whose chapters the manual takes.
 *
 * @param name of the file, from the top of the checkout
 * @param lines of the file
 */
record Document(String name, List<String> lines) {
  private static final Pattern HEADING = Pattern.compile("(#+) ");
  private static final Pattern PAGE =
      Pattern.compile("\\[((?:[^\\[\\]]|\\[[^\\[\\]]*\\])+)\\]\\(([a-z-]+\\.md)[^)]*\\)");
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\|.*\\| ([^|]+) \\|");

  /** Reads a document; a link to another page becomes its text and the name of that page. */
  static Document read(Path checkout, String name) {
    try {
      List<String> lines = Files.readAllLines(checkout.resolve(name));
      return new Document(
          name, lines.stream().map(line -> PAGE.matcher(line).replaceAll("$1 (docs/$2)")).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All but the title and the first paragraph, which says what the page answers. */
  List<String> body() {
    int answers = lines.indexOf("") + 1;
    return lines.subList(answers + lines.subList(answers, lines.size()).indexOf(""), lines.size());
  }

  /** From one heading up to another one, the first included. */
  List<String> between(String from, String to) {
    return lines.subList(start(from), start(to));
  }

  /** The lines under a heading, up to the next one of its level or above. */
  List<String> chapter(String heading) {
    int level = level(heading);
    return until(start(heading) + 1, found -> found <= level);
  }

  /** A chapter up to its first heading. */
  List<String> opening(String heading) {
    return until(start(heading) + 1, found -> true);
  }

  /** An opening without its tables, in whose place the program's own words stand. */
  List<String> words(String heading) {
    return opening(heading).stream().filter(line -> !line.startsWith("|")).toList();
  }

  /** The last column of the tables under a heading, by what is quoted in the first. */
  Map<String, String> meanings(String heading) {
    Map<String, String> meanings = new HashMap<>();
    for (String line : opening(heading)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        meanings.put(row.group(1), row.group(2));
      }
    }
    return meanings;
  }

  private int start(String heading) {
    int start = lines.indexOf(heading);
    if (start < 0) {
      throw new IllegalArgumentException(name + ": there is no heading '" + heading + "'");
    }
    return start;
  }

  private List<String> until(int start, IntPredicate ends) {
    boolean code = false;
    int end = start;
    for (; end < lines.size(); end++) {
      String line = lines.get(end);
      code ^= line.strip().startsWith("```");
      // What looks like a heading in code is a comment.
      if (!code && level(line) > 0 && ends.test(level(line))) {
        break;
      }
    }
    return lines.subList(start, end);
  }

  /** How many # start a heading; 0 for any other line. */
  private static int level(String line) {
    Matcher heading = HEADING.matcher(line);
    return heading.lookingAt() ? heading.group(1).length() : 0;
  }
}
