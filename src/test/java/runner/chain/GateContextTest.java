package runner.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runner.journal.LastSuccesses.Success;
import runner.plan.RunCondition;
import runner.plan.Task;
import runner.plan.TaskSettings;
import runner.process.BootId;
import runner.retry.Backoff;
import runner.schedule.Schedule;
import runner.task.CodeLists;
import runner.task.TaskName;

/** What the last success of a task says of its next run. */
final class GateContextTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant BUILT = Instant.parse("2026-11-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "ALWAYS, b1, i1, same, true",
    "BOOT, b1, i1, same, false",
    "BOOT, b0, i1, same, true",
    "BOOT, b1, i0, same, true",
    "INSTANCE, b0, i1, same, false",
    "INSTANCE, b1, i0, same, true",
    "ONCE, b0, i0, other, false",
    "CHANGED, b0, i1, same, false",
    "CHANGED, b0, i1, other, true",
    "CHANGED, b0, i0, same, true"
  })
  void a_frequency_goes_by_where_the_last_success_was(
      RunCondition.Frequency frequency,
      String boot,
      String instance,
      String content,
      boolean open) {
    Success last = new Success("1-a", NOW.minusSeconds(60), boot, instance, Optional.of(content));
    GateContext.Answer answer =
        at(NOW).of(task(frequency, Map.of()), Optional.of(last), Optional.of("same"));

    assertThat(answer.open()).isEqualTo(open);
    assertThat(answer.reason().isEmpty()).isEqualTo(frequency == RunCondition.Frequency.ALWAYS);
  }

  @ParameterizedTest
  @CsvSource({"ALWAYS", "BOOT", "INSTANCE", "ONCE", "CHANGED"})
  void what_never_succeeded_may_run(RunCondition.Frequency frequency) {
    assertThat(at(NOW).of(task(frequency, Map.of()), Optional.empty(), Optional.empty()).open())
        .isTrue();
  }

  @Test
  @DisplayName("D10: a clock set back ten days runs a daily task once, not never and not always")
  void a_success_in_the_future_keeps_nothing_waiting() {
    Task daily = task(RunCondition.Frequency.ALWAYS, Map.of("period", "daily"));
    Instant back = NOW.minus(Duration.ofDays(10));

    assertThat(at(back).of(daily, success(NOW), Optional.empty()).open()).isTrue();
    assertThat(at(back.plusSeconds(5)).of(daily, success(back), Optional.empty()).open()).isFalse();
  }

  @Test
  @DisplayName("D10: a clock set forward ten years and back again starves nothing")
  void a_clock_that_was_years_ahead_starves_nothing() {
    Task daily = task(RunCondition.Frequency.ALWAYS, Map.of("period", "daily"));
    Instant ahead = NOW.plus(Duration.ofDays(3650));

    assertThat(at(ahead).of(daily, success(NOW), Optional.empty()).open()).isTrue();
    assertThat(at(NOW).of(daily, success(ahead), Optional.empty()).open()).isTrue();
  }

  @Test
  @DisplayName("D10: a clock at 1970 opens no schedule with a range, and says so")
  void a_clock_before_the_program_was_built_is_not_believed() {
    Task night = task(RunCondition.Frequency.ALWAYS, Map.of("range", "0 - 23:59:59"));
    GateContext.Answer answer = at(Instant.EPOCH).of(night, Optional.empty(), Optional.empty());

    assertThat(answer.open()).isFalse();
    assertThat(answer.reason()).contains("clock");
  }

  @Test
  void a_schedule_counts_from_a_success_on_this_instance_only() {
    Task daily = task(RunCondition.Frequency.ALWAYS, Map.of("period", "daily"));
    Success elsewhere = new Success("1-a", NOW.minusSeconds(60), "b1", "i0", Optional.empty());

    assertThat(at(NOW).of(daily, Optional.of(elsewhere), Optional.empty()).open()).isTrue();
    assertThat(at(NOW).of(daily, success(NOW.minusSeconds(60)), Optional.empty()).next())
        .contains(NOW.minusSeconds(60).plus(Duration.ofDays(1)));
  }

  private static Optional<Success> success(Instant at) {
    return Optional.of(new Success("1-a", at, "b1", "i1", Optional.empty()));
  }

  private static GateContext at(Instant now) {
    return new GateContext(
        ZonedDateTime.ofInstant(now, ZoneOffset.UTC), new BootId("b1"), "i1", BUILT);
  }

  private static Task task(RunCondition.Frequency frequency, Map<String, String> schedule) {
    Optional<Schedule> gate =
        schedule.isEmpty() ? Optional.empty() : Optional.of(Schedule.fromText(schedule));
    TaskSettings settings =
        new TaskSettings(
            Optional.empty(),
            OptionalInt.empty(),
            new Backoff(Duration.ZERO, Duration.ZERO),
            Duration.ZERO,
            List.of(),
            new CodeLists(Set.of(0), Set.of(2), Set.of()),
            List.of(),
            List.of(),
            false,
            new RunCondition(gate, frequency),
            Optional.empty(),
            Map.of());
    return new Task(new TaskName("1-a"), Path.of("1-a"), settings);
  }
}
