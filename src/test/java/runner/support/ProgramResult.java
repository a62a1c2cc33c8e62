package runner.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one run of the program showed, with {@code @DIR@} for the case's folder in all texts.
 *
 * @param exit the program's exit code; 137 when it was stopped
 * @param stopped whether {@link Scenario#stopAfter} ended it
 * @param wall from the start to the end of the program
 * @param afterSignal from the signal to the end, where one was sent
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
    String mark) {

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

  /** Fails if the run, or what came after the signal where there was one, took longer. */
  public ProgramResult assertWithin(Duration limit) {
    assertThat(afterSignal.orElse(wall)).as("time\n%s", this).isLessThanOrEqualTo(limit);
    return this;
  }

  /** Fails if any process the program started, directly or not, is alive. */
  public ProgramResult assertNoOrphans() {
    assertThat(left()).as("processes left\n%s", this).isEmpty();
    return this;
  }

  /** Returns number and command line of each process of the case that is alive now. */
  public List<String> left() {
    return marked().described();
  }

  /**
   * Waits until no process of the case is left, hence nothing more can happen, or the limit is
   * over; returns the trace as it is then.
   */
  public List<String> settled(Duration limit) throws InterruptedException {
    marked().awaitGone(limit);
    return SyscallTrace.lines(dir.resolve("trace")).stream().map(this::hidden).toList();
  }

  /** Waits until the line is in the trace, and fails when it is not within the limit. */
  public void awaitTrace(String line, Duration limit) throws InterruptedException {
    try (SyscallTrace later = new SyscallTrace(dir.resolve("trace"))) {
      assertThat(later.await(lines -> lines.contains(line), limit))
          .as("'%s' in the trace within %s\n%s", line, limit, this)
          .isTrue();
    }
  }

  @Override
  public String toString() {
    return "exit %d after %s, trace %s\nstdout: %s\nstderr: %s"
        .formatted(exit, wall, trace, tail(stdout), tail(stderr));
  }

  /** Returns the last 1,500 characters, all a message needs. */
  static String tail(String text) {
    return text.substring(Math.max(0, text.length() - 1500));
  }

  private Marked marked() {
    return new Marked(dir, mark);
  }

  private String hidden(String text) {
    return new CaseDir(dir, marked()).hidden(text);
  }
}
