package runner.exec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import runner.exec.spawn.Environment;

/**
 * What to start and how long it may take.
 *
 * @param argv program and arguments; no shell sees them
 * @param environment what differs from the runner's own environment
 * @param limit when it is ended; none where absent
 * @param grace between TERM and KILL
 */
public record Command(
    List<String> argv, Environment environment, Optional<Limit> limit, Duration grace) {
  public Command {
    argv = List.copyOf(argv);
  }

  /**
   * The longest a process may run.
   *
   * @param time from its start, by the monotonic clock
   * @param origin what set it, for messages: {@code max_time 600 s (runner.cfg:3)}
   */
  public record Limit(Duration time, String origin) {}
}
