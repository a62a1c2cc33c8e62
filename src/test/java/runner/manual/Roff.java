package runner.manual;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Builds a man page from man(7) macros. Texts are Markdown of one paragraph. */
final class Roff {
  private static final Pattern MARKED =
      Pattern.compile(
          "`([^`]+)`|\\*\\*([^*]+)\\*\\*|\\*(\\w[^*]*)\\*|\\[((?:[^\\[\\]]|\\[[^\\[\\]]*\\])+)\\]\\(([^)]*)\\)");

  private final StringBuilder page = new StringBuilder();
  private boolean afterHeading;

  Roff(String title, int section, String date, String version) {
    line(
        ".TH "
            + title.toUpperCase(Locale.ROOT)
            + " "
            + section
            + " "
            + date
            + " "
            + quoted(version));
    // Text is not justified: additional spaces would make commands hard to copy and to find.
    line(".ad l");
  }

  /** The line that apropos(1) reads. */
  Roff name(String title, String what) {
    return section("Name").line(code(title) + " \\- " + plain(what));
  }

  Roff section(String name) {
    return line(".SH " + quoted(plain(name.toUpperCase(Locale.ROOT))));
  }

  /** A heading that names a section of the configuration and is not converted to upper case. */
  Roff configSection(String name) {
    return line(".SH " + quoted("SECTION [" + plain(name) + "]"));
  }

  Roff subsection(String name) {
    return line(".SS " + quoted(inline(name)));
  }

  Roff paragraph(String text) {
    return newParagraph().line(safe(inline(text)));
  }

  /** A tag with its description beside it. */
  Roff tagged(String tag, String text) {
    return line(".TP").line(safe(inline(tag))).line(safe(inline(text)));
  }

  Roff item(String mark, String text) {
    return line(".IP " + mark + " 3").line(safe(inline(text)));
  }

  Roff example(List<String> lines) {
    newParagraph().line(".RS 4").line(".EX");
    lines.forEach(text -> line(safe(code(text))));
    return line(".EE").line(".RE");
  }

  /** Further blocks of an item. */
  Roff indented(Runnable blocks) {
    line(".RS 3");
    blocks.run();
    return line(".RE");
  }

  @Override
  public String toString() {
    return page.toString();
  }

  /** Begins a paragraph; directly after a heading that needs no macro. */
  private Roff newParagraph() {
    return afterHeading ? this : line(".PP");
  }

  private Roff line(String text) {
    afterHeading = text.startsWith(".S");
    page.append(text).append('\n');
    return this;
  }

  /** Escapes the start of a line of text that roff would take for a request. */
  private static String safe(String text) {
    return text.startsWith(".") || text.startsWith("'") ? "\\&" + text : text;
  }

  private static String quoted(String word) {
    return '"' + word + '"';
  }

  static String inline(String text) {
    StringBuilder out = new StringBuilder();
    Matcher marked = MARKED.matcher(text);
    int end = 0;
    while (marked.find()) {
      out.append(plain(text.substring(end, marked.start()))).append(one(marked));
      end = marked.end();
    }
    return out.append(plain(text.substring(end))).toString();
  }

  private static String one(Matcher marked) {
    if (marked.group(1) != null) {
      return "\\fB" + code(marked.group(1)) + "\\fR";
    }
    if (marked.group(2) != null) {
      return "\\fB" + plain(marked.group(2)) + "\\fR";
    }
    if (marked.group(3) != null) {
      return "\\fI" + plain(marked.group(3)) + "\\fR";
    }
    String address = marked.group(5);
    String where = address.startsWith("http") ? " (" + plain(address) + ")" : "";
    return inline(marked.group(4)) + where;
  }

  /** Escapes code: hyphens and quotes must stay ASCII characters, so that they can be copied. */
  private static String code(String text) {
    return plain(text).replace("-", "\\-").replace("'", "\\(aq");
  }

  private static String plain(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(c -> out.append(glyph(c)));
    return out.toString();
  }

  private static String glyph(int c) {
    return switch (c) {
      case '\\' -> "\\e";
      case '"' -> "\\(dq";
      case '`' -> "\\(ga";
      case '^' -> "\\(ha";
      case '~' -> "\\(ti";
      default -> c < 0x7f ? Character.toString(c) : "\\[u%04X]".formatted(c);
    };
  }
}
