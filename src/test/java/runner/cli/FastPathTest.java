package runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runner.cli.host.SystemMachine;

class FastPathTest {

  @ParameterizedTest
  @CsvSource({
    "-c a.cfg, 1",
    "--config=a.cfg -q, 1",
    "-c a.cfg -n 0, 0",
    "-c a.cfg --times=3 ./tasks.d, 3",
    "-v --state-dir /s -n 2 /etc/tasks.d, 2",
    "--conf a.cfg --tim=3 --verb --stat /s, 3"
  })
  void a_plain_chain_needs_no_command_model(String line, int times) {
    FastPath call = call(line).orElseThrow();
    assertThat(call.verb()).isEmpty();
    assertThat(call.chain().times()).isEqualTo(times);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-c a.cfg plan",
        "-c a.cfg tasks.d",
        "-c a.cfg stauts",
        "-c a.cfg -n -1",
        "-c a.cfg -n x",
        "-c a.cfg --ver",
        "--co a.cfg",
        "--t",
        "-c a.cfg -n",
        "-c a.cfg -H",
        "-c a.cfg --dry-run",
        "-c a.cfg --wait-lock",
        "-c a.cfg --help",
        "-c a.cfg ./a ./b",
        "-c a.cfg ./a plan",
        "-qv -c a.cfg",
        "-n 2 status",
        "-n 2 retrypuppet",
        "status --wait"
      })
  void everything_else_is_left_to_it(String line) {
    assertThat(call(line)).isEmpty();
  }

  private static Optional<FastPath> call(String line) {
    return FastPath.of(line.split(" "), new SystemMachine());
  }
}
