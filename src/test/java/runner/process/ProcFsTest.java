package runner.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProcFsTest {
  private static final String STAT_TO_START =
      " 1 7 7 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 12345 1000 10 18446744073709551615\n";
  private static final ProcessId SEVEN = new ProcessId(7, 12345);

  @TempDir Path root;

  @BeforeEach
  void lay_out() throws IOException {
    Files.createDirectories(root.resolve("sys/kernel/random"));
    write("sys/kernel/random/boot_id", "this boot\n");
    write("uptime", "223.45 400.00\n");
    Files.createDirectory(root.resolve("1"));
    Files.createDirectory(root.resolve("7"));
    write("7/stat", "7 (puppet) S" + STAT_TO_START);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(root.resolve(file), text);
  }

  private ProcFs proc() {
    return ProcFs.in(root);
  }

  @Test
  void a_process_is_found_with_its_start_and_its_age() {
    assertThat(proc().find(7)).contains(SEVEN);
    assertThat(proc().age(SEVEN)).contains(Duration.ofSeconds(100));
    assertThat(proc().presence(SEVEN)).isEqualTo(Presence.RUNS);
    assertThat(proc().all()).containsExactly(proc().stat(7).orElseThrow());
  }

  @Test
  void a_name_with_blanks_and_parentheses_shifts_nothing() throws IOException {
    write("7/stat", "7 (a) Z (b) R" + STAT_TO_START);
    assertThat(proc().stat(7)).contains(new ProcFs.Stat(SEVEN, 'R', 1, 7, 7));
  }

  @ParameterizedTest
  @ValueSource(chars = {'Z', 'X'})
  void a_process_that_was_not_waited_for_yet_has_ended(char state) throws IOException {
    write("7/stat", "7 (puppet) " + state + STAT_TO_START);
    assertThat(proc().presence(SEVEN)).isEqualTo(Presence.GONE);
  }

  @Test
  void another_process_with_its_pid_is_not_the_one() {
    assertThat(proc().presence(new ProcessId(7, 12344))).isEqualTo(Presence.GONE);
  }

  @Test
  void a_process_whose_start_was_not_recorded_may_be_the_one_with_its_pid() {
    assertThat(proc().presence(ProcessId.ofUnknownStart(7))).isEqualTo(Presence.UNREADABLE);
    assertThat(proc().presence(ProcessId.ofUnknownStart(8))).isEqualTo(Presence.GONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "no number is here",
        "7 (puppet)",
        "7 (puppet) S 1 7 7 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0",
        "7 (puppet) S 1 7 7 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 start",
        "7 (puppet)  1 7 7 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 12345",
      })
  void a_process_whose_line_is_not_whole_may_be_any(String line) throws IOException {
    write("7/stat", line);
    assertThat(proc().find(7)).isEmpty();
    assertThat(proc().presence(SEVEN)).isEqualTo(Presence.UNREADABLE);
    assertThat(proc().all()).isEmpty();
  }

  @Test
  void a_line_may_end_with_the_start() throws IOException {
    write("7/stat", "7 (puppet) S 1 7 7 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 12345");
    assertThat(proc().find(7)).contains(SEVEN);
  }

  @Test
  void an_absence_is_an_end_only_where_init_is_shown() throws IOException {
    assertThat(proc().presence(new ProcessId(8, 1))).isEqualTo(Presence.GONE);
    Files.delete(root.resolve("1"));
    assertThat(proc().presence(new ProcessId(8, 1))).isEqualTo(Presence.HIDDEN);
    assertThat(proc().presence(SEVEN)).isEqualTo(Presence.RUNS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "up for long", "NaN 1.00", "123.44 1.00"})
  void an_uptime_that_tells_nothing_leaves_the_age_open(String uptime) throws IOException {
    write("uptime", uptime);
    assertThat(proc().age(SEVEN)).isEmpty();
  }

  @Test
  void without_proc_nothing_is_told() throws IOException {
    ProcFs none = ProcFs.in(root.resolve("none"));
    assertThat(none.all()).isEmpty();
    assertThat(none.find(7)).isEmpty();
    assertThat(none.age(SEVEN)).isEmpty();
    assertThat(none.boot()).isEmpty();
    assertThat(none.hasVariable(7, "A=b")).isFalse();
    assertThat(none.presence(SEVEN)).isEqualTo(Presence.HIDDEN);
  }

  @Test
  void the_id_of_the_boot_is_one_line() throws IOException {
    assertThat(proc().boot()).contains("this boot");
    for (String none : new String[] {"", "\n", " \n"}) {
      write("sys/kernel/random/boot_id", none);
      assertThat(proc().boot()).isEmpty();
    }
  }

  @Test
  void a_variable_is_found_as_a_whole() throws IOException {
    write("7/environ", "PATH=/bin\0A=b\0");
    assertThat(proc().hasVariable(7, "A=b")).isTrue();
    assertThat(proc().hasVariable(7, "A=")).isFalse();
    assertThat(proc().hasVariable(7, "TH=/bin")).isFalse();
  }
}
