package runner.report.terminal;

import java.util.ArrayList;
import java.util.List;
import runner.exec.output.OutputTail;
import runner.report.text.PrintableText;

/** The last lines of an output, as they may be shown on any terminal. */
final class LastLines {
  private static final int LONGEST_LINE = 200;

  private LastLines() {}

  /** The last lines that are not blank, free of control characters, the last one last. */
  static List<String> of(OutputTail output, int most) {
    List<String> last = new ArrayList<>();
    List<String> all = output.lines();
    for (int i = all.size() - 1; i >= 0 && last.size() < most; i--) {
      String line = shown(all.get(i));
      if (!line.isBlank()) {
        last.add(0, line);
      }
    }
    return last;
  }

  /** A line as a terminal would show it last: of a progress bar, what stands after its return. */
  private static String shown(String line) {
    String last = line.stripTrailing();
    String plain = PrintableText.plain(last.substring(last.lastIndexOf('\r') + 1)).stripTrailing();
    return plain.length() > LONGEST_LINE ? plain.substring(0, LONGEST_LINE) + "..." : plain;
  }
}
