package runner.report.page;

import java.util.List;

/**
 * One task on the page.
 *
 * @param words its state and why
 * @param usual what it took before, where that is known
 * @param open whether its output is shown at once
 */
record TaskView(
    String name,
    String state,
    String words,
    boolean ran,
    String took,
    boolean known,
    String usual,
    boolean open,
    List<Try> tries) {

  /** The end of the output of one attempt. */
  record Try(String title, boolean hasLines, String lines, String log) {}
}
