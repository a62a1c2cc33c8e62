package runner.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names, verdicts and codes. */
final class VocabularyTest {
  private static final CodeLists CODES = new CodeLists(Set.of(0, 9), Set.of(2, 137), Set.of(3));
  private static final Duration SECOND = Duration.ofSeconds(1);

  @ParameterizedTest
  @CsvSource({
    "3-check-ami.py, check-ami, checkami",
    "3_check-ami.py, check-ami, ami",
    "check, check, check",
    "10-a.b.c, a.b, ab",
    "a.sh, a, a",
    "7, 7, 7",
    "7-, 7-, 7-",
    "7-.sh, .sh, .sh",
    "1-2-3.sh, 2-3, 23",
    "20-env, env, env",
    "tmp-1.sh, tmp-1, 1",
    "x-, x-, x-",
    "1-täsk-日本, täsk-日本, täsk日本"
  })
  void a_task_is_known_by_three_names(String file, String name, String squeezed) {
    TaskName task = new TaskName(file);
    assertThat(task.name()).isEqualTo(name);
    assertThat(task.squeezed()).isEqualTo(squeezed);
  }

  @Test
  void sections_are_the_file_then_the_name_then_the_old_form() {
    assertThat(new TaskName("3-check-ami.py").sections())
        .containsExactly("3-check-ami.py", "check-ami", "checkami");
    assertThat(new TaskName("clean").sections()).containsExactly("clean");
  }

  @ParameterizedTest
  @CsvSource({"1-runner.sh", "1-env", "20-puppet", "jobs.py", "3-pool", "0-DEFAULT"})
  void a_name_of_ours_is_configured_by_the_full_file_name_alone(String file) {
    assertThat(new TaskName(file).sections()).containsExactly(file);
  }

  @ParameterizedTest
  @CsvSource({
    "ENDED, 0, OK",
    "ENDED, 9, OK",
    "ENDED, 2, HALT",
    "ENDED, 137, HALT",
    "ENDED, 3, EXIT",
    "ENDED, 1, RETRY",
    "ENDED, 255, RETRY",
    "ENDED, 143, RETRY",
    "TIMED_OUT, 0, RETRY",
    "TIMED_OUT, 2, RETRY",
    "TIMED_OUT, 3, RETRY",
    "NOT_STARTED, 0, RETRY",
    "NOT_STARTED, 2, RETRY",
    "INTERRUPTED, 0, RETRY",
    "INTERRUPTED, 2, RETRY",
    "INTERRUPTED, 3, RETRY"
  })
  void an_exit_is_read_by_its_kind_and_code(Exit.Kind kind, int code, Verdict verdict) {
    assertThat(Verdict.of(new Exit(kind, code, SECOND, ""), CODES)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({"128, 0", "129, 1", "137, 9", "192, 64", "193, 0", "0, 0", "255, 0"})
  void a_code_may_stand_for_a_signal(int code, int signal) {
    Optional<Integer> expected = signal == 0 ? Optional.empty() : Optional.of(signal);
    assertThat(Exit.ended(code, SECOND).signal()).isEqualTo(expected);
    assertThat(new Exit(Exit.Kind.NOT_STARTED, code, SECOND, "").signal()).isEmpty();
  }

  @Test
  void an_exit_has_words_for_each_kind() {
    assertThat(Exit.ended(1, SECOND).words()).isEqualTo("exit code 1");
    assertThat(Exit.ended(137, SECOND).words()).isEqualTo("exit code 137 (signal 9?)");
    assertThat(Exit.timedOut(0, SECOND, "max_time 5 s").words())
        .isEqualTo("timed out: max_time 5 s");
    assertThat(Exit.notStarted("no file").words()).isEqualTo("not started: no file");
    assertThat(Exit.interrupted(0, SECOND).words()).isEqualTo("interrupted");
  }

  /** These numbers are a promise to whoever calls the program. */
  @Test
  void exit_codes_are_frozen_and_none_is_2() {
    assertThat(Arrays.stream(ExitCode.values()).map(code -> code + " " + code.number()))
        .isEqualTo(
            List.of(
                "DONE 0",
                "FAILED 1",
                "USAGE 64",
                "NO_INPUT 66",
                "UNAVAILABLE 69",
                "BUG 70",
                "CANT_WRITE 73",
                "BUSY 75",
                "UNSAFE 77",
                "CONFIG 78",
                "TIMED_OUT 124"));
  }
}
