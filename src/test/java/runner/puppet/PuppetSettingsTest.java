package runner.puppet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runner.config.Config;
import runner.config.ConfigFiles;
import runner.task.Problem;

class PuppetSettingsTest {
  @TempDir Path dir;
  private final List<Problem> problems = new ArrayList<>();

  private PuppetSettings of(String text) throws IOException {
    Path file = Files.writeString(dir.resolve("r.cfg"), text);
    return PuppetSettings.from(ConfigFiles.read(file), problems::add);
  }

  @Test
  void without_a_section_everything_has_its_default() {
    assertThat(PuppetSettings.from(Config.none(), problems::add))
        .isEqualTo(
            new PuppetSettings(
                List.of("puppet"),
                Duration.ofSeconds(30),
                10,
                PuppetSettings.Waiting.RELEASED,
                PuppetSettings.OnDisabled.EXIT,
                false));
    assertThat(problems).isEmpty();
  }

  @Test
  void every_key_is_read() throws IOException {
    assertThat(
            of(
                """
                [puppet]
                command = /opt/p 'x y'
                delay = 60s
                tries = 1
                wait = fixed
                on_disabled = skip
                accept_failures = yes
                """))
        .isEqualTo(
            new PuppetSettings(
                List.of("/opt/p", "x y"),
                Duration.ofMinutes(1),
                1,
                PuppetSettings.Waiting.FIXED,
                PuppetSettings.OnDisabled.SKIP,
                true));
    assertThat(problems).isEmpty();
  }

  @Test
  void no_wait_is_longer_than_an_hour() throws IOException {
    assertThat(of("[puppet]\ndelay = 2h\n").delay()).isEqualTo(Duration.ofHours(1));
  }

  @ParameterizedTest
  @CsvSource({
    "tries = 0, '''0'' is too small'",
    "delay = soon, '''soon'' is not a duration'",
    "wait = long, '''long'' is not known here'",
    "on_disabled = halt, '''halt'' is not known here'",
    "accept_failures = 4, '''4'' is neither yes nor no'",
    "attempts = 3, unknown key",
  })
  void a_mistake_is_told_with_its_place(String line, String fact) throws IOException {
    PuppetSettings read = of("[puppet]\n" + line + "\n");

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).place()).startsWith(dir + "/r.cfg:2: [puppet] ");
    assertThat(problems.get(0).fact()).isEqualTo(fact);
    assertThat(read).isEqualTo(PuppetSettings.from(Config.none(), problem -> {}));
  }
}
