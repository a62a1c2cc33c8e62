package runner.puppet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifest of the documentation, applied by the real Puppet to this checkout. */
class ManifestTest {
  @TempDir Path dir;

  private int code(String... words) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("said").toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  @Test
  void it_puts_a_link_that_finds_the_runner_in_place_and_then_changes_nothing() throws Exception {
    Path link = dir.resolve("retrypuppet");
    Path manifest = dir.resolve("site.pp");
    String places = "checkout => '%s', link => '%s'".formatted(Path.of("").toAbsolutePath(), link);
    // The tests run on any JDK, and install nothing.
    String installed = ", packages => ['git']";
    Files.writeString(
        manifest,
        Files.readString(Path.of("docs/retrypuppet.pp"))
            + "class { '::retrypuppet': "
            + places
            + installed
            + " }\n");
    String[] apply = {
      "puppet", "apply", "--detailed-exitcodes", "--vardir", dir + "/var", manifest.toString()
    };

    assertThat(code(apply)).as(Files.readString(dir.resolve("said"))).isEqualTo(2);
    assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("retrypuppet").toAbsolutePath());
    assertThat(code(apply)).isZero();
    assertThat(code(link.toString(), "--version")).isZero();
    assertThat(dir.resolve("said")).content().matches("[0-9]+\\.[0-9]+\\.[0-9]+\n");
  }
}
