package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** The commands other than the chain: their output, on which stream, and their exit codes. */
@ExtendWith(Cases.class)
final class CommandLineTest {
  private static JsonNode json(ProgramResult result) throws IOException {
    return new ObjectMapper().readTree(result.stdout());
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "-h",
        "plan --help",
        "check -h",
        "config --help",
        "schedule --help",
        "pool --help",
        "pool resource --help",
        "config show --help",
        "status --help"
      })
  void help_goes_to_stdout_and_is_0(String words, Scenario test) {
    ProgramResult result = test.args(words.split(" ", -1)).run();
    result.assertExit(0);
    assertThat(result.stdout())
        .startsWith(words.startsWith("-") ? "Runs an" : "")
        .contains("Usage: runner");
    assertThat(result.stderr()).isEmpty();
  }

  @Test
  void the_version_is_one_line(Scenario test) {
    ProgramResult result = test.args("--version").run();
    result.assertExit(0);
    assertThat(result.stdout()).matches("runner [0-9]+\\.[0-9]+.*\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-c runner.cfg plan",
        "plan -c runner.cfg",
        "plan --config=runner.cfg",
        "--dry-run -c runner.cfg"
      })
  void options_may_precede_or_follow_the_verb(String words, Scenario test) {
    test.file("runner.cfg", "").task("10-b", "").task("2-a", "").file("tasks.d/x~", "");
    ProgramResult result = test.args(words.split(" ", -1)).run();
    result.assertExit(0).assertTrace();
    assertThat(result.stdout())
        .isEqualTo(
            "2-a: runs\n10-b: runs\nx~: ignored, a leftover of an editor or a package manager\n");
  }

  @Test
  void a_directory_named_like_a_verb_is_given_with_a_dot(Scenario test) {
    test.script("plan/1-a", "echo ran >> \"$TRACE\"").args("./plan");
    test.run().assertExit(0).assertTrace("ran");
  }

  @Test
  void a_plan_as_json(Scenario test) throws IOException {
    test.cfg("[b]\nonly_if = false x\n").task("1-a", "").task("2-b", "").file("tasks.d/README", "");
    ProgramResult result = test.args("plan", "--json").run();
    result.assertExit(0).assertTrace();
    JsonNode plan = json(result);
    assertThat(plan.get("schema").asInt()).isEqualTo(1);
    assertThat(plan.get("ignored")).isEqualTo(json("[{'file':'README','reason':'a README'}]"));
    assertThat(plan.get("tasks")).hasSize(2).allSatisfy(CommandLineTest::assertHasFourKeys);
    assertThat(plan.at("/tasks/0/task").asText()).isEqualTo("1-a");
    assertThat(plan.at("/tasks/0/run").asBoolean()).isTrue();
    assertThat(plan.at("/tasks/0/reason").asText())
        .isEqualTo("no schedule, frequency or condition");
    assertThat(plan.at("/tasks/0/next").asText()).matches("[0-9-]+T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");
    assertThat(plan.at("/tasks/1/run").isNull()).isTrue();
    assertThat(plan.at("/tasks/1/reason").asText()).contains("if only_if says so: false x");
  }

  private static void assertHasFourKeys(JsonNode task) {
    assertThat(task.fieldNames()).toIterable().containsExactly("task", "run", "reason", "next");
  }

  @Test
  void a_check_as_json(Scenario test) throws IOException {
    ProgramResult result =
        test.cfg("[runner]\nmax_tires = 1\n").args("check", "--json").task("1-a", "").run();
    result.assertExit(78).assertTrace();
    assertThat(json(result))
        .isEqualTo(
            json(
                "{'schema':1,'problems':[{'place':'@DIR@/runner.cfg:2: [runner] max_tires',"
                    + "'fact':'unknown key','fix':'did you mean max_tries?',"
                    + "'mend':'did you mean max_tries?'}],'warnings':[]}"));
  }

  @Test
  void a_syntax_error_of_a_shell_task_is_found_by_check(Scenario test) {
    test.cfg("").task("1-a", "if true; then").file("tasks.d/2-b", "fi\n");
    test.file("more.cfg", "[b]\ninterpreter = sh\n");
    ProgramResult result = test.args("-c", "@DIR@/more.cfg", "check").run();
    result.assertExit(78).assertTrace();
    assertThat(result.stdout()).contains("@DIR@/tasks.d/1-a: ").contains("@DIR@/tasks.d/2-b: ");
  }

  @Test
  void the_configuration_as_json_with_origin_and_masked(Scenario test) throws IOException {
    test.cfg("[runner]\nmax_tries = 2\n[env]\nKEY = v\n[hg]\npassword = p\nremote = r\n");
    JsonNode shown = json(test.args("config", "show", "--json", "--origin", "--mask").run());
    assertThat(shown.get("sections"))
        .isEqualTo(
            json(
                "{'runner':{'max_tries':'2'},'env':{'KEY':'****'},"
                    + "'hg':{'password':'****','remote':'r'}}"));
    JsonNode settings = shown.at("/settings/runner");
    assertThat(settings.get("max_tries"))
        .isEqualTo(json("{'value':'2','origin':'@DIR@/runner.cfg:2'}"));
    assertThat(settings.get("max_time")).isEqualTo(json("{'value':'600','origin':'default'}"));
  }

  @Test
  void known_sections_are_shown_with_their_defaults(Scenario test) throws IOException {
    test.cfg("[puppet]\ntries = 3\n[pool]\nrepo = r\n").args("config", "show", "--json");
    JsonNode settings = json(test.run()).get("settings");
    assertThat(settings.fieldNames()).toIterable().containsExactly("runner", "puppet", "pool");
    assertThat(settings.at("/puppet/tries").asText()).isEqualTo("3");
    assertThat(settings.at("/puppet/delay").asText()).isEqualTo("30");
    assertThat(settings.at("/pool/on_unknown").asText()).isEqualTo("keep");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "plan", ""})
  void a_wrong_key_of_puppet_or_pool_is_found_before_anything_runs(String verb, Scenario test) {
    test.cfg("[puppet]\ntrys = 3\ndelay = soon\n[pool]\nrepp = r\n").task("1-a", "");
    ProgramResult result = test.args(verb.isEmpty() ? new String[0] : new String[] {verb}).run();
    result.assertExit(78).assertTrace();
    assertThat(result.stdout() + result.stderr())
        .contains("@DIR@/runner.cfg:2: [puppet] trys: unknown key; known are command delay tries")
        .contains("@DIR@/runner.cfg:3: [puppet] delay: 'soon' is not a duration")
        .contains("@DIR@/runner.cfg:5: [pool] repp: unknown key; did you mean repo?");
  }

  @Test
  void the_output_of_config_show_is_a_configuration(Scenario test) {
    test.cfg("[runner]\ntask_dir = x\n[pool]\n[a]\nlines = 1\n  2\nempty =\n")
        .args("config", "show");
    String once = test.run().assertExit(0).stdout();
    assertThat(test.file("again.cfg", once).args("-c", "@DIR@/again.cfg").run().stdout())
        .isEqualTo(once);
  }
}
