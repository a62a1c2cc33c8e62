package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** Jobs end to end: commands submit them, and starts of the runner do them. */
@ExtendWith(Cases.class)
final class JobsTest {
  private static final String JOBS =
      "[jobs]\njob_retry = yes\nhost_id = web1\ntasks_dir = jobs.d\n";
  private static final String CFG =
      "[runner]\nmax_tries = 3\nretry_jitter = 0\nsleep_time = 0\n" + JOBS;

  private static final String ROTATE = "echo \"job $RUNNER_TASK $*\" >> \"$TRACE\"\n";

  @Test
  void without_job_retry_nothing_is_opened_or_written(Scenario test) throws Exception {
    test.cfg("[jobs]\nhost_id = web1\n").task("1-a", "");
    CaseShell.Result result =
        new CaseShell(test).run("touch trace; $R jobs submit rotate; echo code $?; $R; ls $S");
    assertThat(result.output())
        .contains(
            "[jobs] job_retry: jobs are switched off; write job_retry = yes under [jobs] in",
            "code 78")
        .doesNotContain("jobs\n");
  }

  @Test
  void a_start_does_jobs_after_the_chain_with_hooks_logs_and_arguments(Scenario test)
      throws Exception {
    test.cfg(CFG.replace("[jobs]", "task_hook = @DIR@/hook\n[jobs]")).task("1-a", "");
    test.script("hook", "echo \"$1\" >> hooks");
    test.script("jobs.d/rotate", ROTATE + "echo printed $RUNNER_JOB_WHY");
    CaseShell shell = new CaseShell(test);
    shell.run("$R jobs submit --env RUNNER_JOB_WHY=because rotate -- --size '10 M' '$(id)' >jid");
    ProgramResult result = test.run().assertExit(0);
    result.assertTrace("task 1-a", "job rotate --size 10 M $(id)");
    assertThat(result.stdout()).contains("printed because\n");
    String jid = Files.readString(test.dir().resolve("jid")).strip();
    assertThat(Files.readString(test.dir().resolve("hooks")))
        .contains("\"task\":\"rotate\",\"try_num\":1,\"max_retries\":1,\"jid\":\"" + jid)
        .contains("\"result\":\"OK\",\"state\":\"succeeded\",\"exit_code\":0");
    assertThat(test.dir().resolve(".state/jobs/logs/" + jid + ".1.log"))
        .hasContent("printed because");
    CaseShell.Result shown = shell.run("$R jobs show " + jid);
    assertThat(shown.output())
        .contains("env: [RUNNER_JOB_WHY]", "1 host: 1 succeeded", "  | printed because")
        .contains("pending -> delivered", "delivered -> running", "running -> succeeded")
        .doesNotContain("=because");
  }

  @Test
  void a_start_can_do_jobs_before_the_chain(Scenario test) throws Exception {
    test.cfg(CFG + "run_at = before-chain\n").task("1-a", "").script("jobs.d/rotate", ROTATE);
    new CaseShell(test).run("$R jobs submit rotate");
    test.run().assertExit(0).assertTrace("job rotate ", "task 1-a");
  }

  @Test
  void a_failed_job_changes_neither_the_chain_nor_its_tries(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "").script("jobs.d/halt", ROTATE + "exit 2");
    CaseShell shell = new CaseShell(test);
    shell.run("$R jobs submit halt");
    test.run().assertExit(0).assertTrace("task 1-a", "job halt ");
    CaseShell.Result result =
        shell.run(
            """
            touch trace
            $R jobs list; jid=$($R jobs list | cut -d' ' -f1)
            $R jobs retry $jid >again; $R jobs run-pending; echo code $?; $R jobs show $(cat again)
            $R jobs run-pending; echo code $?
            """);
    assertThat(result.output())
        .contains("web1  failed, exit code 2", "code 1", "retry_of: ", "code 0\n");
  }

  @Test
  void after_a_failed_chain_no_job_is_done(Scenario test) throws Exception {
    test.cfg("[runner]\nmax_tries = 1\nhalt_task =\n" + JOBS).task("1-a", "exit 1");
    test.script("jobs.d/rotate", ROTATE);
    new CaseShell(test).run("$R jobs submit rotate");
    test.run().assertExit(1).assertTrace("task 1-a");
  }

  @Test
  void jobs_are_submitted_listed_cancelled_retried_and_purged(Scenario test) throws Exception {
    test.cfg(CFG).script("jobs.d/rotate", ROTATE);
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                """
                touch trace; printf 'web2 # off\\n\\nweb3\\n' >hosts
                a=$($R jobs submit --to web1,web2 -f hosts rotate)
                b=$($R jobs submit --dedupe-key k rotate)
                [ $b = $($R jobs submit --dedupe-key k rotate) ] && echo same
                $R jobs list --state pending --host web3
                $R jobs run-pending -q; echo ran $?
                $R jobs cancel $a; echo cancel $?
                $R jobs cancel $a --host web2; echo again $?
                $R jobs cancel $b; echo late $?
                $R jobs retry $b; echo nothing $?
                $R jobs hosts; $R jobs purge --older-than 1d; $R jobs list --json
                $R jobs show 20260101000000000000_abcdef; echo unknown $?
                $R jobs check; echo check $?
                """);
    assertThat(result.output())
        .contains("web1: duplicate of ", "same\n", "web3  pending, host never seen\n", "ran 0\n")
        .contains("web1: too late: succeeded, delivered at ", "web2: cancelled\nweb3: cancelled")
        .contains("cancel 3\n", "again 0\n", "late 1\n", "nothing is to be retried", "nothing 1\n")
        .contains("web1  silent ", "purged: 0\n", "\"schema\" : 1", "\"state\" : \"cancelled\"")
        .contains("there is no such job here", "unknown 1\n", "no fault found\ncheck 0\n");
  }

  @Test
  void submit_can_wait_for_the_end_of_a_job(Scenario test) throws Exception {
    test.cfg(CFG).script("jobs.d/rotate", ROTATE).script("jobs.d/fails", "exit 9");
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                """
                mkfifo pipe; touch trace
                { $R jobs submit --wait=50 rotate; echo done $?; } >pipe 2>&1 &
                { read jid; $R jobs run-pending -q; cat; } <pipe
                $R jobs submit --wait=1 --to web2 rotate; echo done $?
                $R jobs submit --wait=50 --expires 1 --to web2 rotate; echo expired $?
                $R jobs submit --wait 5 rotate; echo done $?
                """);
    assertThat(result.output())
        .contains("web1: succeeded", "1 host: 1 succeeded\ndone 0\n")
        .contains("web2: pending, host never seen", "1 host: 1 pending (1 never seen)\ndone 124")
        .contains("web2: expired, no host claimed it in time\n", "expired 1\n")
        .contains("--wait 5: write --wait=5", "done 64\n");
  }

  @Test
  void bad_arguments_are_refused_before_anything_is_stored(Scenario test) throws Exception {
    test.cfg(CFG);
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                """
                for words in "" ../x a/b -- "--to a/b x" "--to , x" "--expires 60d x" "--expires 0 x" \
                    "--env PATH=x x" "--env X x" "--max-starts 2 x" "--max-time x x"; do
                  $R jobs submit $words </dev/null; [ $? = 64 ] || echo "NOT 64: $words"
                done; ls $S
                """);
    assertThat(result.output()).doesNotContain("NOT 64").doesNotContain("lock\n");
    assertThat(result.exit()).isEqualTo(2);
  }
}
