package runner.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProcessIdTest {
  private static final BootId THIS = BootId.ofThisBoot(Optional::empty);
  private static final BootId OTHER = new BootId("00000000-another-boot");
  private static final BootId UNKNOWN = new BootId("unknown");
  private static final ProcessId SELF = ProcessId.of(ProcessHandle.current().pid()).orElseThrow();
  private static final ProcessId NOBODY = new ProcessId(4_194_305, 1);

  @Test
  void this_very_process_lives() {
    assertThat(SELF.lives()).isTrue();
    assertThat(THIS.kernel()).hasSize(36);
    assertThat(THIS.isSame(new BootId(THIS.kernel()))).isTrue();
    assertThat(ProcFs.ofThisHost().age(SELF).orElseThrow())
        .isBetween(Duration.ZERO, Duration.ofHours(1));
  }

  @Test
  void only_what_is_there_for_certain_may_be_signalled() {
    ProcessId doubtful = ProcessId.ofUnknownStart(SELF.pid());
    assertThat(doubtful.presence().mayLive()).isTrue();
    assertThat(doubtful.lives()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void a_pid_that_kill_takes_for_many_processes_names_none(long pid) {
    assertThat(ProcessId.of(pid)).isEmpty();
    assertThat(new ProcessId(pid, 1).presence()).isEqualTo(Presence.GONE);
  }

  @Test
  void no_process_outlives_its_boot_even_where_pid_and_start_are_the_same() {
    assertThat(new RecordedProcess(THIS, SELF).mayLive(THIS)).isTrue();
    assertThat(new RecordedProcess(OTHER, SELF).mayLive(THIS)).isFalse();
  }

  @Test
  void where_a_boot_is_unknown_pid_and_start_decide() {
    assertThat(new RecordedProcess(THIS, SELF).mayLive(UNKNOWN)).isTrue();
    assertThat(new RecordedProcess(UNKNOWN, SELF).mayLive(THIS)).isTrue();
    assertThat(new RecordedProcess(UNKNOWN, NOBODY).mayLive(UNKNOWN)).isFalse();
  }

  @Test
  void one_whose_start_cannot_be_read_is_recorded_by_its_pid() {
    assertThat(RecordedProcess.of(NOBODY.pid(), THIS))
        .isEqualTo(new RecordedProcess(THIS, new ProcessId(NOBODY.pid(), 0)));
    assertThat(RecordedProcess.of(SELF.pid(), THIS).id()).isEqualTo(SELF);
  }

  @ParameterizedTest
  @CsvSource({
    "a, a, true, false",
    "a, b, false, true",
    "a, unknown, false, false",
    "unknown, a, false, false",
    "unknown, unknown, false, false",
    // A soft reboot; a container that restarts; a board whose kernel draws the same id each time.
    "a+25+400, a+25+900, false, true",
    "a+25+, a+93+, false, true",
    "a+25+400, a+25+400, true, false",
    // Written by another version, by a user who may not see process 1, or without systemd.
    "a, a+25+400, true, false",
    "a++400, a+25+400, true, false",
    "a+25+, a+25+400, true, false",
  })
  void boots_are_the_same_or_others_only_where_both_are_known(
      String one, String two, boolean same, boolean other) {
    assertThat(new BootId(one).isSame(new BootId(two))).isEqualTo(same);
    assertThat(new BootId(one).isOther(new BootId(two))).isEqualTo(other);
  }
}
