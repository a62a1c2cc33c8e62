package runner.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import runner.event.Event;
import runner.event.TaskAttempt;
import runner.support.FakeClock;
import runner.task.Exit;
import runner.task.TaskName;
import runner.task.Verdict;

/** The live line tells what runs, or is waited for, until that has ended. */
final class LiveLineTextTest {
  private static final TaskName TASK = new TaskName("2-b\u001b[31m");
  private static final TaskAttempt TRY = new TaskAttempt(TASK, 1, 5, false);
  private static final Exit FINE = Exit.ended(0, Duration.ofSeconds(1));

  private List<String> output = List.of();

  private final FakeClock clock = new FakeClock();
  private final LiveLineText line = new LiveLineText(clock, () -> output);

  private String text() {
    return line.text().map(Supplier::get).orElse("nothing");
  }

  private void begin(Optional<Event.Limit> limit) {
    line.add(new Event.IterationStarted(1, "r", List.of(new TaskName("1-a"), TASK)));
    line.add(new Event.TaskStarted(TRY, limit, "cookie", Optional.empty()));
  }

  @Test
  void a_task_is_told_with_its_place_its_time_and_its_limit() {
    begin(Optional.of(new Event.Limit(Duration.ofHours(2), "max_time")));
    assertThat(text()).isEqualTo("[2/2] 2-b\\u001b[31m (try 1 of 5): 0:00 of 2:00:00");
    clock.pass(Duration.ofSeconds(3599));
    output = List.of("last line");
    assertThat(text()).isEqualTo("[2/2] 2-b\\u001b[31m (try 1 of 5): 59:59 of 2:00:00 | last line");
  }

  @Test
  void a_hook_and_a_warning_change_nothing_and_the_end_everything() {
    begin(Optional.empty());
    assertThat(line.add(new Event.HookFinished(TASK, FINE))).isFalse();
    assertThat(line.add(new Event.Warning("w"))).isFalse();
    assertThat(text()).endsWith(": 0:00");
    assertThat(line.add(new Event.TaskFinished(TRY, FINE, Verdict.OK, false))).isTrue();
    assertThat(text()).isEqualTo("nothing");
  }

  @Test
  void a_wait_is_counted_down_and_never_below_zero() {
    line.add(new Event.RetryScheduled(TASK, 2, Duration.ofSeconds(75)));
    assertThat(text()).isEqualTo("try 2 begins in 1:15");
    clock.pass(Duration.ofSeconds(80));
    assertThat(text()).isEqualTo("try 2 begins in 0:00");
  }

  @Test
  void the_halt_task_is_told_too() {
    line.add(new Event.HaltStarted(new TaskName("halt.sh"), "why"));
    clock.pass(Duration.ofSeconds(5));
    assertThat(text()).isEqualTo("halt task halt.sh: 0:05");
  }
}
