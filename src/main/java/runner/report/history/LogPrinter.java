package runner.report.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import runner.journal.RunRecord;
import runner.journal.RunRecord.State;
import runner.journal.RunRecord.Step;
import runner.journal.RunRecord.Step.Kind;
import runner.report.text.PrintableText;
import runner.task.TaskName;
import runner.text.EnumWord;
import runner.text.TimeSpan;

/**
 * Prints the kept output of a run, attempt after attempt; of one that goes on, what has come so
 * far.
 */
public final class LogPrinter implements AutoCloseable {
  private final Set<TaskName> only;
  private final Headings headings;
  private final Consumer<String> out;
  private int printed;
  private Optional<InputStream> current = Optional.empty();
  private LogSanitizer text = new LogSanitizer();
  private boolean lineIsOpen;

  /** What is said before the output of each attempt. */
  public enum Headings {
    NONE,
    TASK,
    /** And where its log lies. */
    FILE
  }

  /**
   * A printer of one run.
   *
   * @param only whose output is wanted; empty: everybody's
   */
  public LogPrinter(Set<TaskName> only, Headings headings, Consumer<String> out) {
    this.only = Set.copyOf(only);
    this.headings = headings;
    this.out = out;
  }

  /** Prints all that is new, as far as the record knows which log it is. */
  public void print(RunRecord run) throws IOException {
    List<Step> steps = wanted(run);
    while (printed < steps.size()) {
      Step step = steps.get(printed);
      if (current.isEmpty()) {
        open(step);
      }
      more();
      if (step.state() == State.RUNNING && run.state() == State.RUNNING) {
        return;
      }
      end();
      printed++;
    }
  }

  /** Prints what the log at hand has gained. */
  public void more() throws IOException {
    if (current.isPresent()) {
      byte[] piece = new byte[1 << 15];
      for (int n = read(piece); n > 0; n = read(piece)) {
        say(text.next(piece, n));
      }
    }
  }

  private int read(byte[] piece) throws IOException {
    return current.get().read(piece);
  }

  /** Whether the run has any output that is wanted. */
  public boolean hasAny(RunRecord run) {
    return !wanted(run).isEmpty();
  }

  private List<Step> wanted(RunRecord run) {
    List<Step> wanted = new ArrayList<>();
    for (Step step : run.steps()) {
      boolean has = step.kind() == Kind.ATTEMPT || step.kind() == Kind.HALT;
      if (has && (only.isEmpty() || step.task().filter(only::contains).isPresent())) {
        wanted.add(step);
      }
    }
    return wanted;
  }

  private void open(Step step) throws IOException {
    if (headings != Headings.NONE) {
      say(heading(step));
    }
    Optional<Path> log = step.log().filter(Files::isRegularFile);
    current = Optional.of(log.isPresent() ? Files.newInputStream(log.get()) : none());
    text = new LogSanitizer();
  }

  private static InputStream none() {
    return InputStream.nullInputStream();
  }

  private String heading(Step step) {
    String name = step.task().map(TaskName::file).orElse("");
    String what = step.kind() == Kind.HALT ? "halt task " + name : name + ", try " + step.pass();
    String took = step.took().map(time -> " after " + TimeSpan.of(time)).orElse("");
    String why = step.reason().isEmpty() ? "" : ": " + step.reason();
    String gone = step.log().filter(Files::isRegularFile).isEmpty() ? "; no output is kept" : "";
    String file = headings == Headings.FILE ? step.log().map(log -> "; " + log).orElse("") : "";
    String all = what + ": " + EnumWord.of(step.state()) + took + why + gone + file;
    return "==> " + PrintableText.of(all) + " <==\n";
  }

  private void end() throws IOException {
    say(text.end());
    if (lineIsOpen) {
      say("\n");
    }
    current.get().close();
    current = Optional.empty();
  }

  private void say(String words) {
    if (!words.isEmpty()) {
      lineIsOpen = !words.endsWith("\n");
      out.accept(words);
    }
  }

  @Override
  public void close() throws IOException {
    if (current.isPresent()) {
      current.get().close();
    }
  }
}
