package runner.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runner.event.ChainOutcome;
import runner.event.Event;
import runner.event.JobAttempt;
import runner.event.TaskAttempt;
import runner.process.ProcessId;
import runner.task.Exit;
import runner.task.TaskName;
import runner.task.Verdict;

/** Every event has words, and no name can forge a line of ours. */
final class EventTextTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final TaskName TASK = new TaskName("1-a");
  private static final TaskAttempt TRY = new TaskAttempt(TASK, 2, 5, false);

  private static final JobAttempt JOB = new JobAttempt("j", TASK, 1, 2, 1);

  private static List<Event> all() {
    return List.of(
        new Event.JobStarted(JOB, Optional.of(SECOND)),
        new Event.JobFinished(JOB, Exit.ended(1, SECOND), "failed"),
        new Event.JobSettled("j", "expired", "why"),
        new Event.Warning("w"),
        new Event.Detail("d"),
        new Event.IterationStarted(1, "r", List.of(TASK)),
        new Event.FileIgnored("x~", "why"),
        new Event.TaskStarted(
            TRY, Optional.of(new Event.Limit(SECOND, "max_time")), "cookie", Optional.empty()),
        new Event.TaskSpawned(TRY, new ProcessId(7, 8)),
        new Event.TaskFinished(TRY, Exit.ended(1, SECOND), Verdict.RETRY, false),
        new Event.HookFinished(TASK, Exit.ended(0, SECOND)),
        new Event.LockHeld("pid 7"),
        new Event.LockAwaited(SECOND),
        new Event.TaskSkipped(TASK, "why", Optional.empty()),
        new Event.RetryScheduled(TASK, 3, SECOND),
        new Event.TaskInterrupted(TRY, Exit.interrupted(1, SECOND)),
        new Event.GaveUp("why"),
        new Event.StartRefused("000001-20261120T020000Z", 78, "why"),
        new Event.HaltStarted(TASK, "why"),
        new Event.HaltFinished(TASK, Exit.ended(0, SECOND)),
        new Event.IterationFinished(1, ChainOutcome.SUCCEEDED, SECOND));
  }

  @Test
  void every_event_has_words() {
    List<Class<?>> kinds =
        Stream.of(Event.class.getPermittedSubclasses())
            .<Class<?>>flatMap(group -> Stream.of(group.getPermittedSubclasses()))
            .toList();
    assertThat(all().stream().<Class<?>>map(Object::getClass).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(kinds);
    assertThat(all()).allSatisfy(event -> assertThat(EventText.of(event).text()).isNotBlank());
  }

  @Test
  void a_failure_says_code_time_and_meaning() {
    EventText.Line line =
        EventText.of(new Event.TaskFinished(TRY, Exit.ended(3, SECOND), Verdict.RETRY, false));
    assertThat(line)
        .isEqualTo(
            new EventText.Line(
                LogLevel.ERROR, "1-a (try 2 of 5): exit code 3 after 1.00 s; RETRY"));
    EventText.Line allowed =
        EventText.of(new Event.TaskFinished(TRY, Exit.ended(3, SECOND), Verdict.RETRY, true));
    assertThat(allowed.level()).isEqualTo(LogLevel.WARN);
    assertThat(allowed.text()).endsWith("; allowed to fail");
  }

  @Test
  void a_halt_task_that_failed_is_an_error() {
    assertThat(EventText.of(new Event.HaltFinished(TASK, Exit.ended(127, SECOND))))
        .isEqualTo(
            new EventText.Line(
                LogLevel.ERROR, "halt task 1-a failed: exit code 127 (not found?) after 1.00 s"));
    assertThat(EventText.of(new Event.HaltFinished(TASK, Exit.ended(0, SECOND))).level())
        .isEqualTo(LogLevel.INFO);
  }

  @Test
  void an_iteration_that_did_not_succeed_is_an_error() {
    Stream.of(ChainOutcome.values())
        .forEach(
            outcome ->
                assertThat(EventText.of(new Event.IterationFinished(1, outcome, SECOND)).level())
                    .isEqualTo(outcome == ChainOutcome.SUCCEEDED ? LogLevel.INFO : LogLevel.ERROR));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 0x1b, '\n', '\r', 0x7f, 0x85, 0x9b, 0x200e, 0x202e, 0x2028, 0x2029, 0xfeff, 0xd800
      })
  void what_could_forge_a_line_is_escaped(int c) {
    String said = PrintableText.of("a" + Character.toString(c) + "b");
    assertThat(said).isEqualTo(String.format("a\\u%04xb", c));
  }

  @Test
  void letters_of_any_script_stay_as_they_are() {
    assertThat(PrintableText.of("täsk 日本 😀 \\u")).isEqualTo("täsk 日本 😀 \\u");
  }
}
