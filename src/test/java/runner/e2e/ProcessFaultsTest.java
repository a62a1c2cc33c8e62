package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;
import runner.support.Scripts;

/** Tasks and hooks that misbehave do not harm the runner. */
@ExtendWith(Cases.class)
final class ProcessFaultsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String ONE_TRY = "[runner]\nmax_tries = 1\nmax_time = 1\nkill_grace = 1\n";

  @DisplayName("a task that forks without a pause is ended, and the chain continues")
  @Test
  void a_fork_storm_is_ended_and_the_next_task_runs(Scenario test) {
    ProgramResult result =
        test.cfg(ONE_TRY + "[a]\nallow_failure = yes\n")
            .task("1-a", Scripts.FORKS_ON)
            .task("2-b", "")
            .run();

    result.assertExit(0).assertTrace("task 1-a", "ready", "task 2-b").assertNoOrphans();
  }

  @DisplayName("0 and 256 are done, 2 halts, 3 is a retry unless exit_codes says otherwise")
  @ParameterizedTest
  @CsvSource({
    "0, '', 0, task 1-a",
    "256, '', 0, task 1-a",
    "2, '', 1, task 1-a+halt",
    "3, '', 1, task 1-a+task 1-a+halt",
    "3, 3, 1, task 1-a"
  })
  void exit_codes_are_read_by_the_lists(
      int code, String exits, int exit, String trace, Scenario test) {
    test.cfg("[runner]\nmax_tries = 2\nsleep_time = 0\nretry_jitter = 0\nexit_codes = " + exits)
        .script("tasks.d/1-a", "echo task 1-a >> \"$TRACE\"\n/bin/bash -c 'exit " + code + "'")
        .haltTask("")
        .run()
        .assertExit(exit)
        .assertTrace(trace.split("\\+", -1));
  }

  @DisplayName("a syntax error is exit code 2 and so a halt; the message names task and code")
  @Test
  void a_syntax_error_halts_and_is_reported(Scenario test) {
    ProgramResult result = test.cfg("").task("1-a", "if true; then\n").haltTask("").run();

    result.assertExit(1).assertTrace("task 1-a", "halt");
    assertThat(result.stderr()).contains("1-a").contains("exit code 2");
  }

  @DisplayName("a file with only #! and a truncated program are refused")
  @ParameterizedTest
  @ValueSource(strings = {"#!", "#!\n", "\u007fELF\u0002\u0001\u0001"})
  void an_incomplete_file_is_refused(String content, Scenario test) {
    ProgramResult result = test.cfg("").task("1-a", "").file("tasks.d/2-b", content, 0755).run();

    result.assertExit(78).assertTrace();
    assertThat(result.stderr()).contains("2-b");
  }

  @DisplayName("each kind of entry has its rule, and no pipe is opened")
  @Test
  void leftovers_and_directories_are_ignored(Scenario test) {
    test.cfg("")
        .task("1-a", "")
        .directory("tasks.d/2-dir")
        .file("tasks.d/3-x.dpkg-old", "")
        .file("tasks.d/4-x~", "")
        .file("tasks.d/.hidden", "")
        .run()
        .assertExit(0)
        .assertTrace("task 1-a");
  }

  @DisplayName(
      "a file without exec bit, a dangling link and a named pipe are errors and do not hang")
  @ParameterizedTest
  @ValueSource(strings = {"file", "link", "pipe"})
  void a_file_that_cannot_be_run_is_an_error(String kind, Scenario test) throws Exception {
    test.cfg("").task("1-a", "");
    switch (kind) {
      case "file" -> test.file("tasks.d/2-b", "#!/bin/sh\n");
      case "link" -> test.link("tasks.d/2-b", "nowhere");
      default ->
          new ProcessBuilder("mkfifo", test.dir().resolve("tasks.d/2-b").toString())
              .start()
              .waitFor();
    }
    test.run().assertExit(78).assertTrace().assertWithin(SOON);
  }

  @DisplayName("the plan is a snapshot: a new task waits, a removed one is a failure")
  @Test
  void a_task_that_changes_the_directory_does_not_change_the_plan(Scenario test) {
    String changes =
        "cp tasks.d/1-a tasks.d/2-new; rm tasks.d/3-c; printf '' > \"$PWD/runner.cfg\"";

    ProgramResult result =
        test.cfg("[runner]\nmax_tries = 1\n").task("1-a", changes).task("3-c", "").run();

    result.assertExit(1).assertTrace("task 1-a");
    assertThat(result.stderr()).contains("3-c").contains("does not exist");
  }

  @DisplayName("-g sees edits of earlier tasks")
  @Test
  void a_look_up_sees_edits(Scenario test) {
    test.cfg("[x]\ny = old\n")
        .task("1-a", "printf '[x]\\ny = new\\n' > runner.cfg")
        .task("2-b", "$RUNNER_CONFIG_CMD -g x.y >> \"$TRACE\"")
        .run()
        .assertExit(0)
        .assertTrace("task 1-a", "task 2-b", "new");
  }

  @DisplayName("endless output does not delay the timeout")
  @Test
  void endless_output_is_ended_at_the_limit(Scenario test) {
    test.cfg(ONE_TRY)
        .task("1-a", "exec yes")
        .discardingOutput()
        .run()
        .assertExit(1)
        .assertNoOrphans()
        .assertWithin(SOON);
  }

  @DisplayName("whatever a hook does, the chain continues")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sleep 30",
        "exit 2",
        "head -c 50000000 /dev/zero",
        "kill -KILL $$",
        "setsid sleep 30 & exit 0"
      })
  void a_hook_changes_nothing(String body, Scenario test) {
    test.cfg("[runner]\nmax_tries = 1\nhook_max_time = 1\ntask_hook = @DIR@/hook\n")
        .script("hook", body)
        .task("1-a", "")
        .discardingOutput()
        .run()
        .assertExit(0)
        .assertTrace("task 1-a")
        .assertWithin(SOON);
  }

  @DisplayName("a hook gets the result only after the task")
  @Test
  void a_hook_gets_the_result_after_the_task(Scenario test) throws IOException {
    test.cfg("[runner]\ntask_hook = @DIR@/hook\n")
        .script("hook", "printf '%s\\n' \"$1\" >> arguments")
        .task("1-a", "")
        .run()
        .assertExit(0);

    assertThat(Files.readAllLines(test.dir().resolve("arguments")))
        .satisfiesExactly(
            before -> assertThat(before).doesNotContain("result"),
            after -> assertThat(after).contains("\"result\":\"OK\""));
  }

  @DisplayName("a name of 255 bytes runs; one that is not UTF-8 is refused by name")
  @Test
  void odd_names_run_or_are_refused(Scenario test) throws Exception {
    String longest = "1-" + "x".repeat(253);
    test.cfg("").task(longest, "").run().assertExit(0).assertTrace("task " + longest);

    String bad = "cp \"tasks.d/$0\" \"$(printf 'tasks.d/2-\\377')\"";
    ProcessBuilder copy = new ProcessBuilder("sh", "-c", bad, longest);
    assertThat(copy.directory(test.dir().toFile()).start().waitFor()).isZero();
    test.run().assertExit(78).assertTrace();
    assertThat(
            new ProcessBuilder("sh", "-c", "rm tasks.d/2-*")
                .directory(test.dir().toFile())
                .start()
                .waitFor())
        .isZero();
  }
}
