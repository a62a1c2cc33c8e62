package runner.config;

import static runner.task.Problem.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runner.task.Problem;
import runner.text.QuotedValue;

/**
 * Reads the lines of one file by the grammar of Python 2's RawConfigParser, for which the
 * configurations in the field were written. The differences: strict UTF-8, {@code rem} is no
 * comment, an indented comment is a comment, blanks just inside brackets are dropped.
 */
final class IniLines {
  private static final Pattern HEADER = Pattern.compile("\\[([^\\]]+)\\].*", Pattern.DOTALL);
  private static final Pattern OPTION = Pattern.compile("([^:=\\s][^:=]*)[:=](.*)", Pattern.DOTALL);
  private static final String BLANKS = " \t\r\n\u000b\f";

  private final Path file;
  private final IniDraft draft;
  private final List<Problem> problems;
  private String section;
  private String option;

  IniLines(Path file, IniDraft draft, List<Problem> problems) {
    this.file = file;
    this.draft = draft;
    this.problems = problems;
  }

  /** Reads a whole file; mistakes are added to the problems, the first bad line first. */
  void read(byte[] bytes) {
    int start = startsWithByteOrderMark(bytes) ? 3 : 0;
    for (int number = 1; start < bytes.length; number++) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      Location place = new Location(file, number);
      try {
        line(decode(bytes, start, end), place);
      } catch (CharacterCodingException e) {
        problems.add(config(place.toString(), "the line is not UTF-8", "save the file as UTF-8"));
      }
      start = end + 1;
    }
  }

  private void line(String line, Location place) {
    String text = strip(line);
    if (line.indexOf('\0') >= 0) {
      problems.add(config(place.toString(), "the line holds a NUL character", "remove it"));
    } else if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
      return;
    } else if (isBlank(line.charAt(0)) && option != null) {
      draft.append(section, option, text);
    } else {
      headerOrOption(line, text, place);
    }
  }

  private void headerOrOption(String line, String text, Location place) {
    Matcher header = HEADER.matcher(line);
    Matcher assignment = OPTION.matcher(line);
    if (header.matches() && !strip(header.group(1)).isEmpty()) {
      section = strip(header.group(1));
      option = null;
      draft.section(section);
    } else if (section == null) {
      mistake(place, text, "stands before any [section]", "begin with a line such as [runner]");
    } else if (isBlank(line.charAt(0))) {
      mistake(
          place, text, "is indented, but no key above it goes on", "remove the blanks before it");
    } else if (!assignment.matches()) {
      option = null;
      mistake(place, text, "is neither [section] nor key = value", "write key = value");
    } else {
      option = strip(assignment.group(1));
      draft.set(section, option, value(assignment.group(2)), place);
    }
  }

  private void mistake(Location place, String text, String fact, String fix) {
    problems.add(config(place.toString(), QuotedValue.of(text) + " " + fact, fix));
  }

  /** A {@code ;} after a blank begins a comment, but only the first {@code ;} is looked at. */
  private static String value(String raw) {
    String text = raw.substring(leadingBlanks(raw));
    int semicolon = text.indexOf(';');
    if (semicolon > 0 && isBlank(text.charAt(semicolon - 1))) {
      text = text.substring(0, semicolon);
    }
    text = strip(text);
    return text.equals("\"\"") ? "" : text;
  }

  private static String decode(byte[] bytes, int from, int to) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(bytes, from, to - from))
        .toString();
  }

  private static boolean startsWithByteOrderMark(byte[] bytes) {
    return bytes.length >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF;
  }

  private static boolean isBlank(char c) {
    return BLANKS.indexOf(c) >= 0;
  }

  private static int leadingBlanks(String text) {
    int start = 0;
    while (start < text.length() && isBlank(text.charAt(start))) {
      start++;
    }
    return start;
  }

  private static String strip(String text) {
    int start = leadingBlanks(text);
    int end = text.length();
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }
}
