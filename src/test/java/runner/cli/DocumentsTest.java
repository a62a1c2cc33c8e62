package runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.cli.config.ChainDefinition;
import runner.cli.config.OwnSections;
import runner.config.Config;
import runner.config.ConfigFiles;
import runner.config.Key;
import runner.config.Section;
import runner.jobs.JobSettings;
import runner.plan.TaskSettings;
import runner.schedule.Schedule;
import runner.task.ExitCode;
import runner.task.Problem;

/** The pages of docs/ and runner.cfg list every key and code, and no other. */
final class DocumentsTest {
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| `([^`]+)` \\|.*");

  @TempDir Path dir;

  /** The rows of the table under a heading of the configuration page: first column to second. */
  private static Map<String, String> table(String heading) throws IOException {
    return table("docs/configuration.md", heading);
  }

  private static Map<String, String> table(String name, String heading) throws IOException {
    String page = Files.readString(Path.of(name)) + "\n#";
    int start = page.indexOf("\n" + heading + "\n");
    assertThat(start).as(heading).isPositive();
    int end = page.indexOf("\n#", start + heading.length());
    Map<String, String> rows = new LinkedHashMap<>();
    for (String line : page.substring(start, end).lines().toList()) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        assertThat(rows.put(row.group(1), row.group(2))).as("a second row: %s", line).isNull();
      }
    }
    return rows;
  }

  private static Map<String, String> runnerDefaults() {
    return ChainDefinition.runnerKeys().stream()
        .collect(Collectors.toMap(Key::name, key -> orNone(key.fallback())));
  }

  private static String orNone(String fallback) {
    return fallback.isEmpty() ? "none" : fallback;
  }

  @Test
  void the_page_has_one_row_for_each_key_of_runner_with_its_default() throws IOException {
    Map<String, String> expected = runnerDefaults();
    expected.put("task_dir", "tasks.d");
    assertThat(table("## [runner]")).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void the_page_has_one_row_for_each_key_of_a_task_with_its_default() throws IOException {
    Map<String, String> expected = new LinkedHashMap<>();
    for (Key<?> key : TaskSettings.KEYS) {
      boolean layered = runnerDefaults().containsKey(key.name());
      expected.put(key.name(), layered ? "[runner]" : orNone(key.fallback()));
    }
    assertThat(table("## [TASK]")).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void the_page_has_one_row_for_each_key_of_puppet_with_its_default() throws IOException {
    Map<String, String> expected = new LinkedHashMap<>();
    OwnSections.keys("puppet").forEach(key -> expected.put(key.name(), orNone(key.fallback())));
    expected.put("command", "puppet");
    assertThat(table("## [puppet]")).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void the_page_has_one_row_for_each_key_of_pool_with_its_default() throws IOException {
    Map<String, String> expected = new LinkedHashMap<>();
    OwnSections.keys("pool").forEach(key -> expected.put(key.name(), orNone(key.fallback())));
    assertThat(table("## [pool]")).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void the_page_has_one_row_for_each_parameter_of_a_schedule() throws IOException {
    assertThatThrownBy(() -> Schedule.fromText(Map.of("x", "")))
        .hasMessageEndingWith(
            "known are " + String.join(", ", table("## [schedule NAME]").keySet()));
  }

  @Test
  void runner_cfg_shows_each_key_of_puppet_and_pool_once() throws IOException {
    String shown = uncommented("[puppet]", "[host-facts]");
    Config config = ConfigFiles.read(Files.writeString(dir.resolve("r.cfg"), shown));
    for (String name : List.of("puppet", "pool")) {
      assertThat(config.section(name).ownKeys())
          .containsExactlyInAnyOrderElementsOf(
              OwnSections.keys(name).stream().map(Key::name).toList());
    }
    assertThat(OwnSections.problems(config)).isEmpty();
  }

  @Test
  void the_page_has_one_row_for_each_key_of_jobs_with_its_default() throws IOException {
    Map<String, String> expected = new LinkedHashMap<>();
    JobSettings.KEYS.forEach(key -> expected.put(key.name(), orNone(key.fallback())));
    assertThat(table("## [jobs]")).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void runner_cfg_shows_each_key_of_jobs_once_at_its_default() throws IOException {
    String all = Files.readString(Path.of("runner.cfg"));
    String shown =
        all.substring(all.indexOf("\n#[jobs]") + 1, all.indexOf("# The locks of Concourse"))
            .replaceAll("(?m)^#(?=[a-z\\[])", "");
    Section jobs = ConfigFiles.read(Files.writeString(dir.resolve("r.cfg"), shown)).section("jobs");
    List<Problem> problems = new ArrayList<>();
    for (Key<?> key : JobSettings.KEYS) {
      assertThat(jobs.text(key.name())).as(key.name()).contains(key.fallback());
      assertThat(jobs.read(key, problems::add)).isEqualTo(key.defaultValue());
    }
    assertThat(problems).isEmpty();
    assertThat(jobs.ownKeys()).hasSameSizeAs(JobSettings.KEYS);
  }

  @Test
  void the_page_has_one_row_for_each_exit_code() throws IOException {
    Map<String, String> expected = new LinkedHashMap<>();
    Arrays.stream(ExitCode.values())
        .forEach(code -> expected.put(Integer.toString(code.number()), code.name()));
    expected.put("128+n", "SIGNAL");
    assertThat(table("docs/operating.md", "## Exit codes"))
        .containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void runner_cfg_shows_each_key_of_runner_once_at_its_default() throws IOException {
    String shown = uncommented("[runner]", "[env]");
    Config config = ConfigFiles.read(Files.writeString(dir.resolve("r.cfg"), shown));
    Section runner = config.section("runner");
    List<Problem> problems = new ArrayList<>();
    for (Key<?> key : ChainDefinition.runnerKeys()) {
      assertThat(shown.lines().filter(line -> line.matches(key.name() + " =.*")))
          .as(key.name())
          .hasSize(1);
      if (!key.name().equals("task_dir")) {
        assertThat(runner.read(key, problems::add)).as(key.name()).isEqualTo(key.defaultValue());
      }
    }
    assertThat(problems).isEmpty();
    assertThat(runner.ownKeys()).hasSameSizeAs(ChainDefinition.runnerKeys());
  }

  @Test
  void runner_cfg_shows_each_key_of_a_task_once_at_its_default() throws IOException {
    String shown = uncommented("[TASK]", "[host-facts]");
    Section task = ConfigFiles.read(Files.writeString(dir.resolve("r.cfg"), shown)).section("TASK");
    List<Problem> problems = new ArrayList<>();
    for (Key<?> key : TaskSettings.KEYS) {
      assertThat(task.text(key.name())).as(key.name()).contains(key.fallback());
      assertThat(task.read(key, problems::add)).isEqualTo(key.defaultValue());
    }
    assertThat(problems).isEmpty();
    assertThat(task.ownKeys()).hasSameSizeAs(TaskSettings.KEYS);
  }

  /** The lines from one header to another, those that show a key taken at their word. */
  private static String uncommented(String from, String to) throws IOException {
    String all = Files.readString(Path.of("runner.cfg")).replaceAll("(?m)^#(?=[a-z\\[])", "");
    return all.substring(all.indexOf("\n" + from + "\n") + 1, all.indexOf("\n" + to + "\n"));
  }
}
