package runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runner.cli.host.SystemMachine;

final class LongOptionsTest {
  @Test
  void they_are_those_of_the_command_model() {
    List<String> known =
        CommandParser.of(new SystemMachine()).getCommandSpec().options().stream()
            .flatMap(option -> Arrays.stream(option.names()))
            .filter(name -> name.startsWith("--"))
            .toList();

    assertThat(LongOptions.OF_THE_CHAIN).containsExactlyInAnyOrderElementsOf(known);
  }

  @ParameterizedTest
  @CsvSource({
    "--conf, --config",
    "--q, --quiet",
    "--dry, --dry-run",
    "--wait, --wait-lock",
    "--config, --config",
    "--ver, --ver",
    "--co, --co",
    "--, --",
    "--xyz, --xyz"
  })
  void the_only_option_that_begins_so_is_meant(String typed, String meant) {
    assertThat(LongOptions.whole(typed)).isEqualTo(meant);
  }
}
