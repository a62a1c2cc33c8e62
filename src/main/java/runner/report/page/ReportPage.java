package runner.report.page;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runner.journal.RunRecord;
import runner.journal.RunRecord.State;
import runner.report.history.SecretValues;
import runner.report.timeline.Blame;
import runner.report.timeline.Timeline;
import runner.text.EnumWord;
import runner.text.TimeSpan;

/**
 * A run as one page that needs nothing else: no script, no font, no network. Readable on a phone,
 * on paper, in the dark.
 */
public final class ReportPage {
  /** How many of the last runs are compared. */
  public static final int TREND = 50;

  private final RunRecord run;
  private final Blame blame;
  private final Trend trend;
  private final Setting setting;

  /**
   * What does not come from the record.
   *
   * @param host whose runs these are
   * @param version of the program
   * @param now when the page is made
   * @param secrets covered wherever a task printed them
   */
  public record Setting(String host, String version, Instant now, SecretValues secrets) {}

  /**
   * A page of a run.
   *
   * @param before the runs before it, the newest first; what it is measured against
   * @param newest the last {@link #TREND} runs, the oldest first
   */
  public ReportPage(
      RunRecord run, Stream<RunRecord> before, Stream<RunRecord> newest, Setting setting) {
    this.run = run;
    this.blame = Blame.of(run, before);
    this.trend = new Trend(run.id(), newest.map(Trend.Past::of).toList(), setting.secrets());
    this.setting = setting;
  }

  /** What the template is filled with. */
  record View(
      String host,
      String run,
      String state,
      boolean hasReason,
      String reason,
      List<Fact> facts,
      List<TimelinePlot.Key> keys,
      List<Row> timeline,
      List<Tick> ticks,
      String beside,
      List<TaskView> tasks,
      List<Fact> spent,
      boolean hasTrend,
      String slowest,
      List<TrendBar> trend,
      List<TrendBar> runs,
      String made,
      String version) {}

  record Fact(String name, String value) {}

  record Row(String label, String state, String words, List<Bar> bars) {}

  /** Lengths are in hundredths of the whole, written for CSS. */
  record Bar(String kind, String left, String width, String title) {}

  /** A mark of the time axis. */
  record Tick(String left, String label) {}

  record TrendBar(
      String run,
      String started,
      String state,
      String took,
      String height,
      String why,
      boolean self) {}

  /** The page, in HTML. */
  public String html() {
    Timeline timeline = Timeline.of(run, setting.now());
    return Template.named("page.html")
        .filled(
            new View(
                setting.host(),
                run.id(),
                EnumWord.of(run.state()),
                !run.reason().isEmpty(),
                covered(run.reason()),
                facts(timeline),
                TimelinePlot.keys(),
                timeline.rows().stream().map(row -> row(row, timeline)).toList(),
                TimeAxis.of(timeline.total(), 5).stream().map(ReportPage::tick).toList(),
                blame.beside(),
                new TaskViews(run, blame, setting.secrets()).all(),
                spent(),
                trend.bars().size() > 1,
                trend.slowest(),
                trend.bars(),
                trend.newestFirst(),
                time(setting.now()),
                setting.version()));
  }

  private List<Fact> facts(Timeline timeline) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("started", time(run.started())));
    facts.add(
        new Fact(
            run.state() == State.RUNNING ? "running for" : "took", TimeSpan.of(timeline.total())));
    facts.add(new Fact("passes", Integer.toString(run.pass())));
    for (State state : State.values()) {
      long count = run.tasks().stream().filter(task -> task.state() == state).count();
      if (count > 0) {
        facts.add(new Fact("tasks " + EnumWord.of(state), count + " of " + run.tasks().size()));
      }
    }
    run.halt()
        .map(task -> EnumWord.of(task.state()) + TaskViews.reason(task, setting.secrets()))
        .ifPresent(words -> facts.add(new Fact("halt task", words)));
    facts.add(new Fact("boot", run.origin().boot().kernel()));
    facts.add(new Fact("instance", run.origin().instance()));
    return facts;
  }

  private List<Fact> spent() {
    return Timeline.spent(run, setting.now()).entrySet().stream()
        .map(each -> new Fact(each.getKey(), TimeSpan.of(each.getValue())))
        .toList();
  }

  private Row row(Timeline.Row row, Timeline whole) {
    List<Bar> bars = row.bars().stream().map(bar -> bar(bar, whole)).toList();
    return new Row(row.label(), EnumWord.of(row.state()), covered(row.words()), bars);
  }

  private Bar bar(Timeline.Bar bar, Timeline whole) {
    double total = whole.total().toMillis();
    double left = 100 * bar.from().toMillis() / total;
    double width = 100 * bar.length().toMillis() / total;
    return new Bar(
        TimelinePlot.kind(bar),
        percent(left),
        percent(Math.min(width, 100 - left)),
        covered(bar.words()));
  }

  private static Tick tick(TimeAxis.Mark mark) {
    // On a phone there is no room for words at the right edge.
    return new Tick(percent(mark.at() / 10.0), mark.at() > 860 ? "" : mark.label());
  }

  private String covered(String text) {
    return setting.secrets().cover(text);
  }

  static String percent(double number) {
    long hundredths = Math.round(100 * Math.max(0, Math.min(100, number)));
    return hundredths / 100 + "." + (hundredths % 100 < 10 ? "0" : "") + hundredths % 100;
  }

  static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
  }

  static String took(Optional<Duration> time) {
    return time.map(TimeSpan::of).orElse("-");
  }
}
