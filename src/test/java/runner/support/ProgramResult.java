package runner.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The result of one run of the program, with {@code @DIR@} for the case's directory in all texts.
 *
 * @param exit the program's exit code; 137 if it was stopped
 * @param stopped whether {@link Scenario#stopAfter} ended it
 * @param wall the time from the start to the end of the program
 * @param afterSignal the time from the signal to the end, if one was sent
 */
public record ProgramResult(
    int exit,
    boolean stopped,
    String stdout,
    String stderr,
    List<String> trace,
    Duration wall,
    Optional<Duration> afterSignal,
    Path dir,
    String caseId) {

  /** Fails unless the exit code is this one. */
  public ProgramResult assertExit(int code) {
    assertThat(exit).as("exit code\n%s", this).isEqualTo(code);
    return this;
  }

  /** Fails unless the trace has exactly these lines. */
  public ProgramResult assertTrace(String... lines) {
    assertThat(trace).as("trace\n%s", this).containsExactly(lines);
    return this;
  }

  /** Fails if the run took longer; if a signal was sent, only the time after it counts. */
  public ProgramResult assertWithin(Duration limit) {
    assertThat(afterSignal.orElse(wall)).as("time\n%s", this).isLessThanOrEqualTo(limit);
    return this;
  }

  /** Fails if any process of the case is alive. */
  public ProgramResult assertNoOrphans() {
    assertThat(left()).as("processes left\n%s", this).isEmpty();
    return this;
  }

  /** Returns pid and command line of each process of the case that is alive. */
  public List<String> left() {
    return processes().described();
  }

  /**
   * Waits until no process of the case is alive or the limit is reached; returns the trace after
   * that.
   */
  public List<String> settled(Duration limit) throws InterruptedException {
    processes().awaitGone(limit);
    return TraceFile.lines(dir.resolve("trace")).stream().map(this::withPlaceholder).toList();
  }

  /** Waits for a line in the trace; fails if it does not appear within the limit. */
  public void awaitTrace(String line, Duration limit) throws InterruptedException {
    try (TraceFile file = new TraceFile(dir.resolve("trace"))) {
      assertThat(file.await(lines -> lines.contains(line), limit))
          .as("'%s' in the trace within %s\n%s", line, limit, this)
          .isTrue();
    }
  }

  @Override
  public String toString() {
    return "exit %d after %s, trace %s\nstdout: %s\nstderr: %s"
        .formatted(exit, wall, trace, tail(stdout), tail(stderr));
  }

  /** Returns the last 1,500 characters, enough for a message. */
  static String tail(String text) {
    return text.substring(Math.max(0, text.length() - 1500));
  }

  private CaseProcesses processes() {
    return new CaseProcesses(dir, caseId);
  }

  private String withPlaceholder(String text) {
    return new CaseDir(dir, processes()).withPlaceholder(text);
  }
}
