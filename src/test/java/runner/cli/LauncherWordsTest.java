package runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import runner.cli.command.CommandRegistry;

/** The launcher tells a chain by there being none of the commands. */
final class LauncherWordsTest {
  @Test
  void the_launcher_knows_every_command() throws Exception {
    String others =
        CommandRegistry.NAMES.stream()
            .filter(word -> !word.equals("status") && !word.equals("jobs"))
            .collect(Collectors.joining(" | "));

    assertThat(Files.readString(Path.of("runner")).replaceAll("\\\\\n *", ""))
        .contains("jobs) our_call='jobs'", "status | -g", others + ") our_call=other");
  }
}
