package runner.puppet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runner.config.Config;
import runner.puppet.PuppetOutcome.Completion;
import runner.puppet.PuppetSettings.OnDisabled;

/** How the stock task reads Puppet. */
class TaskCodeTest {
  private static final PuppetSettings DEFAULTS = PuppetSettings.from(Config.none(), problem -> {});

  private static PuppetSettings settings(OnDisabled onDisabled, boolean acceptFailures) {
    return new PuppetSettings(
        List.of(), Duration.ZERO, 1, PuppetSettings.Waiting.RELEASED, onDisabled, acceptFailures);
  }

  @ParameterizedTest
  @CsvSource({
    "0, APPLIED, 0",
    "0, UNKNOWN, 0",
    "0, CUT_SHORT, 1",
    "1, UNKNOWN, 1",
    "2, APPLIED, 0",
    "3, UNKNOWN, 1",
    "4, APPLIED, 1",
    "6, APPLIED, 1",
    "11, UNKNOWN, 1",
    "64, UNKNOWN, 1",
    "123, UNKNOWN, 1",
    "126, UNKNOWN, 69",
    "127, UNKNOWN, 69",
    "128, UNKNOWN, 1",
    "137, UNKNOWN, 137",
    "143, UNKNOWN, 143",
    "254, UNKNOWN, 1",
  })
  void puppets_codes_are_read(int puppet, Completion completion, int task) {
    assertThat(TaskCode.of(new PuppetOutcome.Ended(puppet, completion), DEFAULTS).code())
        .isEqualTo(task);
  }

  @Test
  void no_code_of_puppet_becomes_one_that_stops_or_halts_a_chain() {
    IntStream.rangeClosed(0, 255)
        .forEach(
            code ->
                assertThat(
                        TaskCode.of(new PuppetOutcome.Ended(code, Completion.APPLIED), DEFAULTS)
                            .code())
                    .isNotIn(2, 3));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6})
  void failures_can_be_accepted_and_are_said_all_the_same(int code) {
    TaskCode reading =
        TaskCode.of(
            new PuppetOutcome.Ended(code, Completion.APPLIED), settings(OnDisabled.EXIT, true));

    assertThat(reading.code()).isZero();
    assertThat(reading.good()).isFalse();
    assertThat(reading.words()).contains("resources failed");
  }

  @Test
  void accepting_failed_resources_accepts_no_other_failure() {
    assertThat(
            TaskCode.of(
                    new PuppetOutcome.Ended(1, Completion.UNKNOWN), settings(OnDisabled.EXIT, true))
                .code())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"EXIT, 3", "SKIP, 0", "RETRY, 1"})
  void disabled_is_what_its_administrator_chose(OnDisabled choice, int task) {
    TaskCode reading =
        TaskCode.of(
            new PuppetOutcome.Disabled(1, Optional.of("moving"), true), settings(choice, false));

    assertThat(reading.code()).isEqualTo(task);
    assertThat(reading.words()).contains("'moving'");
    assertThat(reading.good()).isFalse();
  }

  @Test
  void a_lock_that_was_never_free_is_11_and_no_puppet_is_69() {
    assertThat(TaskCode.of(new PuppetOutcome.Blocked(10), DEFAULTS).code()).isEqualTo(11);
    assertThat(TaskCode.of(new PuppetOutcome.NotStarted("puppet", "", ""), DEFAULTS).code())
        .isEqualTo(69);
  }
}
