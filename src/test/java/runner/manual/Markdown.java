package runner.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Translates the Markdown of our documents, block by block, for a man page. */
final class Markdown {
  private static final Pattern ITEM = Pattern.compile("(?:-|([0-9]+)\\.) +(.*)");

  /** A line that ends a paragraph; one that starts with another number is part of it. */
  private static final Pattern FIRST_ITEM = Pattern.compile("(?:-|1\\.) .*");

  private static final Pattern HEADING = Pattern.compile("#+ (.*)");
  private static final String FENCE = "```";
  private static final String CODE = "    ";

  private final List<String> lines;
  private final Roff page;
  private int next;

  private Markdown(List<String> lines, Roff page) {
    this.lines = lines;
    this.page = page;
  }

  /** Adds the lines to a page; headings become subsections. */
  static void append(List<String> lines, Roff page) {
    new Markdown(lines, page).blocks();
  }

  private void blocks() {
    while (next < lines.size()) {
      String line = lines.get(next);
      Matcher heading = HEADING.matcher(line);
      if (line.isBlank()) {
        next++;
      } else if (heading.matches()) {
        page.subsection(heading.group(1));
        next++;
      } else if (line.startsWith(FENCE)) {
        fenced();
      } else if (line.startsWith(CODE)) {
        page.example(taken(l -> l.startsWith(CODE)).stream().map(l -> l.substring(4)).toList());
      } else if (line.startsWith("|")) {
        table();
      } else if (ITEM.matcher(line).matches()) {
        item();
      } else {
        page.paragraph(String.join(" ", paragraph()));
      }
    }
  }

  private List<String> taken(java.util.function.Predicate<String> belongs) {
    List<String> taken = new ArrayList<>();
    while (next < lines.size() && belongs.test(lines.get(next))) {
      taken.add(lines.get(next++));
    }
    return taken;
  }

  private void fenced() {
    next++;
    page.example(taken(line -> !line.startsWith(FENCE)));
    next++;
  }

  private List<String> paragraph() {
    return taken(
        line -> !line.isBlank() && !line.startsWith(FENCE) && !FIRST_ITEM.matcher(line).matches());
  }

  /** An item continues in indented lines, also after blank ones. */
  private void item() {
    Matcher first = ITEM.matcher(lines.get(next++));
    first.matches();
    List<String> body = new ArrayList<>(List.of(first.group(2)));
    int indent = first.start(2);
    taken(line -> line.isBlank() || line.startsWith(" ".repeat(indent)))
        .forEach(line -> body.add(line.isBlank() ? "" : line.substring(indent)));
    Markdown inner = new Markdown(body, page);
    String mark = first.group(1) == null ? "\\(bu" : first.group(1) + ".";
    page.item(mark, String.join(" ", inner.paragraph()));
    if (body.stream().skip(inner.next).anyMatch(line -> !line.isBlank())) {
      page.indented(inner::blocks);
    }
  }

  /** Each row becomes its first cell, and beside it the other cells with their headings. */
  private void table() {
    List<List<String>> rows = taken(l -> l.startsWith("|")).stream().map(Markdown::cells).toList();
    List<String> headings = rows.get(0);
    for (List<String> row : rows.subList(2, rows.size())) {
      List<String> texts = new ArrayList<>();
      for (int i = 1; i < row.size(); i++) {
        String heading = row.size() == 2 || headings.get(i).isEmpty() ? "" : headings.get(i) + " ";
        if (!row.get(i).isEmpty()) {
          texts.add(heading + row.get(i));
        }
      }
      page.tagged(row.get(0), String.join("; ", texts));
    }
  }

  private static List<String> cells(String row) {
    return Arrays.stream(row.strip().replaceAll("^\\||\\|$", "").split("(?<!\\\\)\\|", -1))
        .map(cell -> cell.strip().replace("\\|", "|"))
        .collect(Collectors.toList());
  }
}
