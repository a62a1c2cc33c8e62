package runner.report.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.event.ChainOutcome;
import runner.journal.RunRecord;
import runner.report.history.SecretValues;
import runner.support.Golden;
import runner.support.PastRuns;
import runner.support.SomeBoots;

/** The page of a run and its picture, as text; how they look is another test's. */
final class ReportPageTest {
  @TempDir Path directory;

  static String page(List<RunRecord> runs) {
    SecretValues secrets = SecretValues.of(List.of(SomeBoots.SECRET));
    return new ReportPage(
            runs.get(runs.size() - 1),
            SomeBoots.before(runs.size() - 1, runs),
            runs.stream(),
            new ReportPage.Setting("host-1 <&> \"'", "0.1.0", SomeBoots.NOW, secrets))
        .html();
  }

  @Test
  void the_page_is_as_it_was_looked_at() throws IOException {
    Golden.assertSame("page.html", page(SomeBoots.runs(directory)));
  }

  @Test
  void the_picture_is_as_it_was_looked_at() throws IOException {
    Golden.assertSame(
        "plot.svg", TimelinePlot.svg(SomeBoots.runs(directory).get(3), SomeBoots.NOW));
  }

  @Test
  void it_needs_nothing_from_elsewhere_and_runs_nothing() throws IOException {
    assertThat(page(SomeBoots.runs(directory)))
        .contains("default-src 'none'")
        .doesNotContain("<script", "<link", "<img", "url(", "@import", "javascript:", "onclick");
  }

  @Test
  @DisplayName("H3 a secret that a task printed is not on the page")
  void a_secret_is_not_on_the_page() throws IOException {
    assertThat(page(SomeBoots.runs(directory)))
        .doesNotContain(SomeBoots.SECRET)
        .contains("catalogue", "from ****");
  }

  @Test
  void the_page_passes_tidy() throws Exception {
    Path page = Files.writeString(directory.resolve("page.html"), page(SomeBoots.runs(directory)));
    tidy("-qe", "--drop-empty-elements", "no", page.toString());
  }

  @Test
  void the_picture_is_well_formed() throws Exception {
    Path svg = directory.resolve("plot.svg");
    Files.writeString(
        svg, TimelinePlot.svg(SomeBoots.runs(directory.resolve("s")).get(3), SomeBoots.NOW));
    tidy("-qe", "-xml", svg.toString());
  }

  private static void tidy(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tidy"));
    command.addAll(List.of(args));
    Process tidy = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(tidy.getInputStream().readAllBytes(), UTF_8);
    assertThat(tidy.waitFor()).as(said).isZero();
    assertThat(said).isEmpty();
  }

  @Test
  void runs_that_are_odd_have_a_page_too() throws IOException {
    PastRuns past = new PastRuns(directory);
    past.begin().end(ChainOutcome.SUCCEEDED, Duration.ZERO);
    List<RunRecord> runs = SomeBoots.kept(directory);
    assertThat(page(runs)).contains("succeeded").doesNotContain("The last runs");
    past.begin("1-a").start("1-a", "half a li");
    runs = SomeBoots.kept(directory);
    assertThat(page(runs)).contains("running for", "half a li");
  }

  /** With {@code -Dpast.state=DIR} fifty runs are left there, to measure the program on. */
  @Test
  void runs_of_a_hundred_tasks_make_a_page_of_less_than_a_megabyte() throws IOException {
    Optional<String> kept = Optional.ofNullable(System.getProperty("past.state"));
    Path state = kept.map(Path::of).orElse(directory);
    List<RunRecord> runs = ManyRuns.in(state, kept.isPresent() ? 50 : 3, 100);
    assertThat(runs.get(2).tasks()).hasSize(100);
    assertThat(page(runs).getBytes(UTF_8)).hasSizeLessThan(1 << 20);
    assertThat(TimelinePlot.svg(runs.get(2), SomeBoots.NOW).getBytes(UTF_8))
        .hasSizeLessThan(1 << 18);
  }
}
