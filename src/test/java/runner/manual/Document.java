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
 * The README or a page of docs/, from which the manual takes chapters.
 *
 * @param name the path of the file in the checkout
 * @param lines the lines of the file
 */
record Document(String name, List<String> lines) {
  private static final Pattern HEADING = Pattern.compile("(#+) ");
  private static final Pattern PAGE =
      Pattern.compile("\\[((?:[^\\[\\]]|\\[[^\\[\\]]*\\])+)\\]\\(([a-z-]+\\.md)[^)]*\\)");
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\|.*\\| ([^|]+) \\|");

  /** Reads a document; replaces a link to another page by its text and the name of that page. */
  static Document read(Path checkout, String name) {
    try {
      List<String> lines = Files.readAllLines(checkout.resolve(name));
      return new Document(
          name, lines.stream().map(line -> PAGE.matcher(line).replaceAll("$1 (docs/$2)")).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All lines after the title and the first paragraph, which lists what the page answers. */
  List<String> body() {
    int answers = lines.indexOf("") + 1;
    return lines.subList(answers + lines.subList(answers, lines.size()).indexOf(""), lines.size());
  }

  /** The lines from one heading, inclusive, to another one, exclusive. */
  List<String> between(String from, String to) {
    return lines.subList(start(from), start(to));
  }

  /** The lines under a heading, up to the next one of its level or above. */
  List<String> chapter(String heading) {
    int level = level(heading);
    return until(start(heading) + 1, found -> found <= level);
  }

  /** The lines under a heading up to the next one of any level. */
  List<String> opening(String heading) {
    return until(start(heading) + 1, found -> true);
  }

  /** An opening without its tables, which the manual takes from the program instead. */
  List<String> words(String heading) {
    return opening(heading).stream().filter(line -> !line.startsWith("|")).toList();
  }

  /** The last column of the tables under a heading, by the code in the first column. */
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
      // In code a # starts a comment.
      if (!code && level(line) > 0 && ends.test(level(line))) {
        break;
      }
    }
    return lines.subList(start, end);
  }

  /** The level of a heading, from 1; 0 for any other line. */
  private static int level(String line) {
    Matcher heading = HEADING.matcher(line);
    return heading.lookingAt() ? heading.group(1).length() : 0;
  }
}
