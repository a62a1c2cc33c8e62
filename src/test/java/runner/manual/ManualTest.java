package runner.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;
import runner.cli.Described;

/** The man pages are well-formed and describe every command, option and key. */
final class ManualTest {
  @TempDir Path dir;

  private Path page(String name) throws IOException {
    return Files.writeString(dir.resolve(name), Manual.files(Path.of("")).get(name));
  }

  private String output(String... command) throws IOException, InterruptedException {
    Path output = dir.resolve("output");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("MANWIDTH", "80");
    Process process = builder.redirectOutput(output.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(output);
  }

  @ParameterizedTest
  @ValueSource(strings = {"runner.1", "retrypuppet.1", "runner.cfg.5", "runner-task.7"})
  void mandoc_reports_nothing_about_a_page(String name) throws Exception {
    assertThat(output("mandoc", "-T", "lint", "-W", "warning", page(name).toString())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"runner.1", "retrypuppet.1", "runner.cfg.5", "runner-task.7"})
  void man_shows_a_page_without_warnings(String name) throws Exception {
    String shown = output("man", "--warnings", "-E", "UTF-8", "-l", page(name).toString());
    assertThat(shown).contains("NAME", "SEE ALSO").doesNotContain("warning:", "error:", "```");
  }

  @Test
  void the_page_of_the_program_describes_each_command_and_option() throws Exception {
    String page = output("man", "-E", "ascii", "-P", "cat", "-l", page("runner.1").toString());
    // Newer versions of groff justify headings too.
    String shown = page.replaceAll("\\s+", " ");
    CommandSpec root = Described.commands().getCommandSpec();
    List<CommandSpec> below = Commands.below(root);
    assertThat(below).hasSizeGreaterThan(10);
    for (CommandSpec command : below) {
      if (command.subcommands().isEmpty()) {
        assertThat(shown).contains(Commands.words(command));
      }
      assertThat(Commands.own(command))
          .allSatisfy(o -> assertThat(shown).contains(o.longestName()));
    }
    assertThat(Commands.visible(root)).allSatisfy(o -> assertThat(shown).contains(o.longestName()));
  }

  @Test
  void the_page_of_the_configuration_describes_each_key_with_type_and_default() throws Exception {
    String page = Manual.files(Path.of("")).get("runner.cfg.5");
    assertThat(page)
        .contains(
            "\\fBmax_tries\\fR (number, at least 1; default \\fB5\\fR)",
            "\\fBmax_tries\\fR (number, at least 1; default that of \\fB[runner]\\fR)",
            "\\fBfrequency\\fR (one of always, boot, instance, once, changed; default \\fBalways\\fR)")
        .doesNotContain("null");
    Stream.concat(
            Described.sections().values().stream().flatMap(List::stream),
            Described.taskKeys().stream())
        .forEach(key -> assertThat(page).contains("\\fB" + key.name() + "\\fR (" + key.type()));
  }

  @Test
  void requests_and_escapes_of_roff_in_a_text_are_escaped() {
    Roff page = new Roff("x", 1, "2026-01-01", "x 1").section("S");
    Markdown.append(
        List.of(
            ".SH not a request", "", "'nor this", "", "a \\ b `c-d 'e'` **f** [g](#h) é", "022."),
        page);
    assertThat(page.toString())
        .endsWith(
            """
            .SH "S"
            \\&.SH not a request
            .PP
            \\&'nor this
            .PP
            a \\e b \\fBc\\-d \\(aqe\\(aq\\fR \\fBf\\fR g \\[u00E9] 022.
            """);
  }

  @Test
  void a_missing_heading_is_named_in_the_error() {
    Document page = Document.read(Path.of(""), "docs/configuration.md");
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> page.chapter("## Nowhere"))
        .hasMessage("docs/configuration.md: there is no heading '## Nowhere'");
    assertThat(Map.copyOf(page.meanings("## [TASK]"))).containsKey("max_tries");
  }

  @Test
  void a_link_to_a_page_becomes_the_name_of_its_file() throws IOException {
    Files.writeString(dir.resolve("x.md"), "see [[jobs]](configuration.md#jobs) and [a](#b)\n");
    assertThat(Document.read(dir, "x.md").lines())
        .containsExactly("see [jobs] (docs/configuration.md) and [a](#b)");
  }
}
