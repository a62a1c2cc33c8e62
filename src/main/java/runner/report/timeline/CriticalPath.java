package runner.report.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import runner.journal.RunRecord;
import runner.journal.RunRecord.Step;
import runner.report.text.PrintableText;
import runner.text.EnumWord;
import runner.text.TimeSpan;

/**
 * What a boot waited for. A chain does one thing at a time, so all of it is critical: it is told in
 * the order it happened, with its share of the whole, and summed up by kind.
 */
public final class CriticalPath {
  /** What is shorter is not what anybody waited for. */
  private static final Duration NOTABLE = Duration.ofMillis(50);

  private final RunRecord run;
  private final Instant now;
  private final TimeBreakdown spent;

  private CriticalPath(RunRecord run, Instant now) {
    this.run = run;
    this.now = now;
    this.spent = TimeBreakdown.of(run, now);
  }

  /**
   * Tells it of a run, for people.
   *
   * @param now what is still running lasts until then
   */
  public static String text(RunRecord run, Instant now) {
    return new CriticalPath(run, now).text();
  }

  /** The same as {@code docs/analyze-critical.schema.json} has it, with every step. */
  public static String json(RunRecord run, Instant now) {
    return AnalysisJson.critical(run, now);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    text.append("run ").append(run.id()).append(' ').append(EnumWord.of(run.state()));
    text.append(" after ").append(TimeSpan.of(spent.total())).append('\n');
    text.append(TimeColumn.of("at")).append(TimeColumn.of("took")).append(" share  what\n");
    List<Step> notable = run.steps().stream().filter(this::isNotable).toList();
    notable.forEach(step -> text.append(line(step)));
    int shorter = run.steps().size() - notable.size();
    if (shorter > 0) {
      String were = shorter == 1 ? "1 step" : shorter + " steps";
      text.append(were)
          .append(" of less than ")
          .append(TimeSpan.exact(NOTABLE))
          .append(" not shown\n");
    }
    return text.append(sums()).toString();
  }

  private String sums() {
    StringBuilder text = new StringBuilder("\n");
    spent.parts().forEach((what, time) -> text.append(sum(what, time)));
    return text.toString();
  }

  private boolean isNotable(Step step) {
    return took(step).compareTo(NOTABLE) >= 0 || endUnseen(step);
  }

  private static boolean endUnseen(Step step) {
    return step.took().isEmpty() && step.state() != RunRecord.State.RUNNING;
  }

  private Duration took(Step step) {
    Duration soFar = Timeline.end(run, now).minus(step.at());
    return step.took().orElse(step.state() == RunRecord.State.RUNNING ? soFar : Duration.ZERO);
  }

  private String line(Step step) {
    return TimeColumn.of(TimeSpan.of(step.at()))
        + TimeColumn.of(endUnseen(step) ? "?" : TimeSpan.of(took(step)))
        + share(took(step))
        + "  "
        + PrintableText.of(what(step))
        + "\n";
  }

  private String sum(String what, Duration time) {
    return TimeColumn.of("") + TimeColumn.of(TimeSpan.of(time)) + share(time) + "  " + what + "\n";
  }

  private String share(Duration time) {
    long percent = Math.round(100.0 * time.toMillis() / Math.max(1, spent.total().toMillis()));
    String text = percent + " %";
    return " ".repeat(6 - text.length()) + text;
  }

  private static String what(Step step) {
    String task = step.task().map(name -> name.file()).orElse("");
    String why = step.reason().isEmpty() ? "" : ": " + step.reason();
    return switch (step.kind()) {
      case ATTEMPT -> task + ", try " + step.pass() + ", " + EnumWord.of(step.state()) + why;
      case SKIP -> task + " skipped" + why;
      case WAIT -> "wait before try " + step.pass() + ", since " + task + " failed";
      case HOOK -> "hook for " + task + ", try " + step.pass();
      case HALT -> "halt task " + task + why;
      case LOCK -> "another runner held the state directory";
    };
  }
}
