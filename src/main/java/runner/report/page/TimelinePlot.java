package runner.report.page;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runner.journal.RunRecord;
import runner.report.timeline.Timeline;
import runner.text.EnumWord;
import runner.text.TimeSpan;

/** A run as a picture in the manner of systemd-analyze plot: SVG, light and dark, no scripts. */
public final class TimelinePlot {
  private static final int LINE = 22;
  private static final int TOP = 92;
  private static final int CHART = 600;
  private static final int GAP = 12;

  /** The legend's width. */
  private static final int NARROWEST = 860;

  /** What a letter of the font takes, a little more than most fonts do. */
  private static final double LETTER = 7.3;

  private static final int LONGEST_LABEL = 32;
  private static final int LONGEST_WORDS = 48;

  private TimelinePlot() {}

  /** What the template is filled with; lengths are in pixels. */
  record Picture(
      int width,
      int height,
      int words_x,
      int top,
      int bottom,
      String title,
      String subtitle,
      List<Tick> ticks,
      List<Line> lines,
      List<Key> keys) {}

  record Tick(int x, String label) {}

  record Line(int y, int text, String label, String state, String words, List<Box> boxes) {}

  record Box(int x, int y, int width, int height, String kind, String title) {}

  record Key(int x, int text, String kind, String label) {}

  /**
   * Draws a run.
   *
   * @param now what is still running lasts until then
   */
  public static String svg(RunRecord run, Instant now) {
    Timeline timeline = Timeline.of(run, now);
    int labels = widest(timeline.rows().stream().map(Timeline.Row::label).toList(), LONGEST_LABEL);
    int words = widest(timeline.rows().stream().map(Timeline.Row::words).toList(), LONGEST_WORDS);
    int left = GAP + labels + GAP;
    int bottom = TOP + LINE * timeline.rows().size();
    int width = Math.max(left + CHART + GAP + words + GAP, NARROWEST);
    int fit = (int) ((width - 2 * GAP) / LETTER);
    return Template.named("plot.svg")
        .filled(
            new Picture(
                width,
                bottom + GAP,
                left + CHART + GAP,
                TOP,
                bottom,
                // Its letters are a quarter larger.
                TextWidth.cut(title(run), fit * 4 / 5),
                TextWidth.cut(subtitle(run, timeline), fit),
                ticks(timeline, left),
                lines(timeline, left),
                keys()));
  }

  private static String title(RunRecord run) {
    String reason = run.reason().isEmpty() ? "" : ": " + run.reason();
    return "Run " + run.id() + " " + EnumWord.of(run.state()) + reason;
  }

  private static List<Tick> ticks(Timeline timeline, int left) {
    return TimeAxis.of(timeline.total(), 6).stream()
        .map(mark -> new Tick(left + mark.at() * CHART / 1000, mark.label()))
        .toList();
  }

  private static String subtitle(RunRecord run, Timeline timeline) {
    return run.started().truncatedTo(ChronoUnit.SECONDS)
        + ", "
        + TimeSpan.of(timeline.total())
        + ", "
        + (run.pass() == 1 ? "1 pass" : run.pass() + " passes")
        + ", boot "
        + run.origin().boot().kernel();
  }

  private static List<Line> lines(Timeline timeline, int left) {
    List<Line> lines = new ArrayList<>();
    for (Timeline.Row row : timeline.rows()) {
      int y = TOP + LINE * lines.size();
      List<Box> boxes = row.bars().stream().map(bar -> box(bar, timeline, left, y)).toList();
      lines.add(
          new Line(
              y,
              y + 15,
              TextWidth.cut(row.label(), LONGEST_LABEL),
              EnumWord.of(row.state()),
              TextWidth.cut(row.words(), LONGEST_WORDS),
              boxes));
    }
    return lines;
  }

  private static Box box(Timeline.Bar bar, Timeline timeline, int left, int y) {
    long total = timeline.total().toMillis();
    int x = (int) (CHART * bar.from().toMillis() / total);
    int end = (int) (CHART * bar.from().plus(bar.length()).toMillis() / total);
    // What took no time is shown too.
    int from = Math.min(x, CHART - 2);
    int width = Math.max(2, Math.min(end, CHART) - from);
    return new Box(left + from, y + 5, width, LINE - 10, kind(bar), bar.words());
  }

  /** What a bar looks like: by its end if it is an attempt, else by what it is. */
  static String kind(Timeline.Bar bar) {
    return switch (bar.kind()) {
      case ATTEMPT -> EnumWord.of(bar.state());
      case SKIP -> "skipped";
      case WAIT, LOCK -> "wait";
      case HOOK -> "hook";
      case HALT -> "halt";
    };
  }

  static List<Key> keys() {
    List<Key> keys = new ArrayList<>();
    int x = GAP;
    for (String kind :
        List.of(
            "succeeded", "failed", "running", "interrupted", "skipped", "wait", "hook", "halt")) {
      String label = kind.equals("failed") ? "failed, halted" : kind;
      keys.add(new Key(x, x + 18, kind, label));
      x += 18 + (int) (LETTER * label.length()) + 20;
    }
    return keys;
  }

  private static int widest(List<String> texts, int most) {
    Optional<Integer> widest = texts.stream().map(TextWidth::of).max(Integer::compare);
    return (int) (LETTER * Math.min(most, widest.orElse(0)));
  }
}
