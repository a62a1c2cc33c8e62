package runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The patches in {@code src/test/mutants} apply to the current code. */
final class MutantsTest {
  static List<Path> patches() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/mutants"))) {
      return files.filter(file -> file.toString().endsWith(".patch")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("patches")
  void each_patch_applies_and_names_the_test_that_catches_it(Path patch)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("patch", "-p1", "--dry-run", "--forward")
            .redirectInput(patch.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(Files.readAllLines(patch).get(0)).startsWith("# caught by ");
  }
}
