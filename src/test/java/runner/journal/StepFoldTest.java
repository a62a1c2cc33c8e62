package runner.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.event.ChainOutcome;
import runner.event.Event;
import runner.event.TaskAttempt;
import runner.journal.RunRecord.State;
import runner.journal.RunRecord.Step;
import runner.journal.disk.CorruptStateException;
import runner.journal.disk.JournalReader;
import runner.journal.disk.JournalRecord;
import runner.process.ProcessId;
import runner.support.PastRuns;
import runner.support.SomeBoots;
import runner.task.Exit;
import runner.task.TaskName;
import runner.task.Verdict;

/** What a journal tells of how a run spent its time. */
final class StepFoldTest {
  @TempDir Path directory;

  private static String told(RunRecord run) {
    return run.steps().stream()
        .map(
            step ->
                String.format(
                    "%s %s %d %d+%s %s",
                    step.kind(),
                    step.task().map(Object::toString).orElse("-"),
                    step.pass(),
                    step.at().toMillis(),
                    step.took().map(took -> "" + took.toMillis()).orElse("?"),
                    step.state()))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void all_that_takes_time_is_told_in_order_whatever_the_wall_clock_did() throws IOException {
    RunRecord run = SomeBoots.runs(directory).get(3);
    assertThat(told(run))
        .isEqualTo(
            """
            LOCK - 1 -2500+2500 SUCCEEDED
            HOOK 10-facts.sh 1 0+200 SUCCEEDED
            ATTEMPT 10-facts.sh 1 200+280 SUCCEEDED
            HOOK 10-facts.sh 1 480+150 SUCCEEDED
            ATTEMPT 20-net.sh 1 630+9000 FAILED
            WAIT 20-net.sh 2 9630+4200 SUCCEEDED
            ATTEMPT 10-facts.sh 2 13830+250 SUCCEEDED
            ATTEMPT 20-net.sh 2 14080+6000 SUCCEEDED
            SKIP 30-mount 2 20080+0 SKIPPED
            ATTEMPT 40-puppet.sh 2 20080+65000 FAILED
            WAIT 40-puppet.sh 3 85080+5100 SUCCEEDED
            ATTEMPT 10-facts.sh 3 90180+260 SUCCEEDED
            ATTEMPT 20-net.sh 3 90440+1100 SUCCEEDED
            SKIP 30-mount 3 91540+0 SKIPPED
            ATTEMPT 40-puppet.sh 3 91540+61000 FAILED
            HALT halt.sh 3 152540+700 SUCCEEDED""");
  }

  @Test
  void each_try_keeps_its_log_and_its_reason() throws IOException {
    RunRecord run = SomeBoots.runs(directory).get(3);
    Step first = run.steps().get(4);
    assertThat(first.reason()).isEqualTo("exit code 1");
    assertThat(first.log().orElseThrow()).hasFileName("002-20-net.sh.1.log").exists();
    assertThat(run.steps().get(15).log().orElseThrow()).hasFileName("halt-halt.sh.log");
  }

  @Test
  void the_tasks_are_told_by_their_last_try() throws IOException {
    RunRecord run = SomeBoots.runs(directory).get(3);
    assertThat(run.tasks())
        .extracting(task -> task.task() + " " + task.state() + " " + task.reason())
        .containsExactly(
            "10-facts.sh SUCCEEDED ",
            "20-net.sh SUCCEEDED ",
            "30-mount SKIPPED only_if said no: /bin/false",
            "40-puppet.sh FAILED exit code 1",
            "50 äöü <i>&amp;.sh PENDING ",
            "60-ready PENDING ");
  }

  @Test
  void a_try_begins_after_its_hook_and_as_long_before_its_end_as_it_took() throws IOException {
    PastRuns past = new PastRuns(directory).begin("1-a");
    TaskAttempt attempt = new TaskAttempt(new TaskName("1-a"), 1, 5, false);
    past.record(new Event.TaskStarted(attempt, Optional.empty(), "c", Optional.empty()));
    past.hook("1-a", Duration.ofMillis(200)).pass(Duration.ofMillis(20));
    past.record(new Event.TaskSpawned(attempt, new ProcessId(77, 4712)));
    assertThat(told(new StateReader(directory).last("").orElseThrow()))
        .isEqualTo("HOOK 1-a 1 0+200 SUCCEEDED\nATTEMPT 1-a 1 220+? RUNNING");

    past.pass(Duration.ofMillis(80));
    Exit exit = Exit.ended(0, Duration.ofMillis(95));
    past.record(new Event.TaskFinished(attempt, exit, Verdict.OK, false));
    assertThat(told(new StateReader(directory).last("").orElseThrow()))
        .endsWith("ATTEMPT 1-a 1 205+95 SUCCEEDED");
  }

  @Test
  void a_run_that_died_has_steps_without_an_end() throws IOException {
    PastRuns past = new PastRuns(directory);
    past.begin("1-a").start("1-a", "");
    RunRecord run = new StateReader(directory).last("").orElseThrow();
    assertThat(told(run)).isEqualTo("ATTEMPT 1-a 1 0+? RUNNING");
    assertThat(told(run.interrupted())).isEqualTo("ATTEMPT 1-a 1 0+? INTERRUPTED");
  }

  /** Old records have the words alone, and a runner that was killed wrote no end at all. */
  @Test
  void a_halt_task_is_what_its_words_say_where_a_record_has_no_state() throws Exception {
    PastRuns past = new PastRuns(directory).begin("1-a").ran("1-a", Duration.ofSeconds(1), 2, "");
    past.halted(Exit.ended(0, Duration.ofSeconds(1)));
    past.end(ChainOutcome.HALTED, Duration.ofSeconds(2));
    assertThat(withoutStateOfHalt().halt().orElseThrow().state()).isEqualTo(State.SUCCEEDED);
    past.begin("1-a").halted(Exit.ended(127, Duration.ofSeconds(1)));
    past.end(ChainOutcome.HALTED, Duration.ofSeconds(2));
    RunRecord.Task halt = withoutStateOfHalt().halt().orElseThrow();
    assertThat(halt.state()).isEqualTo(State.FAILED);
    assertThat(halt.reason()).isEqualTo("exit code 127 (not found?)");
    past.begin("1-a").record(new Event.HaltStarted(new TaskName("halt.sh"), "asked"));
    past.end(ChainOutcome.INTERRUPTED, Duration.ofSeconds(2));
    RunRecord died = new StateReader(directory).last("").orElseThrow();
    assertThat(died.halt().orElseThrow().state()).isEqualTo(State.INTERRUPTED);
    assertThat(told(died)).isEqualTo("HALT halt.sh 1 0+? INTERRUPTED");
  }

  private RunRecord withoutStateOfHalt() throws IOException, CorruptStateException {
    return rewritten(List.of("state", "code", "signal"), JournalFormat.HALT_FINISHED);
  }

  @Test
  void a_wait_that_was_cut_short_is_no_longer_than_it_was() throws IOException {
    PastRuns past = new PastRuns(directory);
    past.begin("1-a").ran("1-a", Duration.ofSeconds(1), 1, "");
    past.retry("1-a", Duration.ofSeconds(60)).pass(Duration.ofSeconds(-50));
    past.end(ChainOutcome.INTERRUPTED, Duration.ofSeconds(11));
    RunRecord run = new StateReader(directory).last("").orElseThrow();
    assertThat(told(run)).endsWith("WAIT 1-a 2 1000+10000 SUCCEEDED");
  }

  /** Records of the program before it kept the steady clock are read by the wall clock's word. */
  @Test
  void a_record_without_the_steady_clock_is_still_read() throws IOException, CorruptStateException {
    new PastRuns(directory)
        .begin("1-a")
        .ran("1-a", Duration.ofSeconds(2), 1, "")
        .retry("1-a", Duration.ofSeconds(3))
        .ran("1-a", Duration.ofSeconds(4), 0, "")
        .end(ChainOutcome.SUCCEEDED, Duration.ofSeconds(9));
    String now = told(new StateReader(directory).last("").orElseThrow());
    RunRecord before = withoutSteadyClock();
    assertThat(told(before)).isEqualTo(now);
    assertThat(before.state()).isEqualTo(State.SUCCEEDED);
  }

  @Test
  void a_wall_clock_set_back_under_such_a_record_puts_nothing_before_the_run()
      throws IOException, CorruptStateException {
    PastRuns past = new PastRuns(directory).begin("1-a", "2-b").pass(Duration.ofSeconds(1));
    past.start("1-a", "").pass(Duration.ofSeconds(2)).jump(Duration.ofSeconds(6)).ended("1-a");
    past.jump(Duration.ofHours(-3)).skipped("2-b", "closed");
    assertThat(told(withoutSteadyClock()))
        .isEqualTo("SKIP 2-b 1 0+0 SKIPPED\nATTEMPT 1-a 1 1000+0 SUCCEEDED");
  }

  private RunRecord withoutSteadyClock() throws IOException, CorruptStateException {
    return rewritten(List.of("since_ms"), "");
  }

  /** The last run, after these fields were taken out of its records of a type, or of any. */
  private RunRecord rewritten(List<String> without, String type)
      throws IOException, CorruptStateException {
    RunRecord now = new StateReader(directory).last("").orElseThrow();
    Path journal = directory.resolve("runs").resolve(now.id()).resolve("journal");
    StringBuilder old = new StringBuilder();
    List<JournalRecord> lines = new ArrayList<>();
    JournalReader.read(journal, lines::add);
    for (JournalRecord line : lines) {
      JournalRecord bare = JournalRecord.of(line.type(), line.at());
      line.fields().forEach(bare::with);
      bare.fields().keySet().removeAll(List.of("type", "at"));
      bare.fields().keySet().removeIf(key -> line.type().contains(type) && without.contains(key));
      old.append(new String(bare.encode(), StandardCharsets.UTF_8));
    }
    Files.writeString(journal, old.toString());
    return new StateReader(directory).last("").orElseThrow();
  }
}
