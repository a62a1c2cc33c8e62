package runner.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.event.ChainOutcome;
import runner.event.Event;
import runner.process.ProcessId;
import runner.task.Verdict;

final class StateStoreTest {
  @TempDir Path directory;

  @Test
  void what_ran_when_the_record_ends_is_interrupted_and_a_second_recovery_changes_no_byte()
      throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    String id = state.unfinished();
    StateStore memory = state.open();
    RunRecord run = unfinished(memory).orElseThrow();
    assertThat(run.running().orElseThrow().trace())
        .contains(new RunRecord.Task.Trace("cookie.1", Optional.of(new ProcessId(77, 4712))));
    memory.settle(run);
    Map<String, String> settled = state.files();

    StateStore again = state.open();
    assertThat(unfinished(again)).isEmpty();
    again.archiveOthers(again.last(Optional.empty()), "i-1");
    assertThat(state.files()).isEqualTo(settled);
    RunRecord last = again.last(Optional.empty()).orElseThrow();
    assertThat(last.id()).isEqualTo(id);
    assertThat(last.state()).isEqualTo(RunRecord.State.INTERRUPTED);
    assertThat(last.reason()).isEqualTo("its runner died");
    assertThat(last.tasks().get(1).state()).isEqualTo(RunRecord.State.INTERRUPTED);
    assertThat(last.tasks().get(1).reason()).isEqualTo("its runner died while it ran");
    assertThat(again.successes().of(StateStoreCase.task("1-a"))).isPresent();
    assertThat(again.successes().of(StateStoreCase.task("2-b"))).isEmpty();
    assertThat(state.alarms).isEmpty();
  }

  @Test
  void a_success_of_an_earlier_pass_survives_a_skip_or_a_failure_in_a_later_one()
      throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    StateStore memory = state.open();
    Journal journal = state.journal(memory);
    String id = StateStoreCase.next(memory);
    journal.accept(
        new Event.IterationStarted(
            1, id, List.of(StateStoreCase.task("1-once"), StateStoreCase.task("2-both"))));
    StateStoreCase.succeed(journal, "1-once", 1);
    StateStoreCase.succeed(journal, "2-both", 1);
    journal.accept(
        new Event.TaskSkipped(StateStoreCase.task("1-once"), "it has succeeded", Optional.empty()));
    StateStoreCase.finish(journal, "2-both", 2, 1, Verdict.RETRY);
    journal.accept(new Event.IterationFinished(1, ChainOutcome.FAILED, Duration.ofSeconds(1)));
    memory.close(50);

    LastSuccesses kept = state.open().successes();
    assertThat(kept.of(StateStoreCase.task("1-once")).orElseThrow().at())
        .isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(kept.of(StateStoreCase.task("2-both"))).isPresent();
  }

  @Test
  @DisplayName("D13 a golden image: runs are archived, successes stay, and later ones are kept too")
  void runs_of_another_instance_are_archived_and_numbers_go_on() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    state.succeeded("1-a", 50);
    state.succeeded("1-a", 50);
    state.instance = "i-2";
    state.clock.pass(Duration.ofSeconds(60));
    StateStore memory = state.open();
    memory.archiveOthers(memory.last(Optional.empty()), "i-2");
    assertThat(state.alarms).singleElement().asString().contains("i-1", "i-2", "archive");
    assertThat(memory.last(Optional.empty())).isEmpty();
    assertThat(StateStoreCase.next(memory)).startsWith("000003-");

    state.succeeded("2-new", 50);
    LastSuccesses kept = state.open().successes();
    assertThat(kept.of(StateStoreCase.task("1-a")).orElseThrow().instance()).isEqualTo("i-1");
    assertThat(kept.of(StateStoreCase.task("2-new")).orElseThrow().instance()).isEqualTo("i-2");
    assertThat(state.alarms).hasSize(1);
  }

  @Test
  void a_host_whose_instance_is_not_known_archives_nothing() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    state.succeeded("1-a", 50);
    StateStore memory = state.open();
    memory.archiveOthers(memory.last(Optional.empty()), "unknown");
    assertThat(state.open().last(Optional.empty())).isPresent();
  }

  @Test
  void pruning_keeps_the_newest_runs_and_all_marks() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    state.succeeded("1-old", 2);
    for (int i = 0; i < 4; i++) {
      state.succeeded("2-new", 2);
    }
    StateStore memory = state.open();
    assertThat(memory.last(Optional.empty()).orElseThrow().id()).startsWith("000005-");
    try (var runs = Files.list(directory.resolve("runs"))) {
      assertThat(runs).hasSize(2);
    }
    assertThat(LastSuccesses.files(directory)).hasSize(2);
    assertThat(memory.successes().of(StateStoreCase.task("1-old"))).isPresent();
  }

  @Test
  @DisplayName("D10 ids grow whatever the clock says")
  void ids_grow_whatever_the_clock_says() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    state.clock.set(Instant.parse("2099-01-01T00:00:00Z"));
    String first = state.succeeded("1-a", 50);
    state.clock.set(Instant.EPOCH);
    String second = state.succeeded("1-a", 50);
    assertThat(first).isEqualTo("000001-20990101T000000Z");
    assertThat(second).isEqualTo("000002-19700101T000000Z");
    assertThat(state.open().last(Optional.empty()).orElseThrow().id()).isEqualTo(second);
  }

  @Test
  void a_run_that_was_not_remembered_to_its_end_is_closed_as_interrupted() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    state.unfinished();
    StateStore memory = state.open();
    memory.close(50);
    assertThat(unfinished(memory)).isEmpty();
    assertThat(memory.last(Optional.empty()).orElseThrow().reason())
        .contains("not remembered to its end");
    assertThat(memory.successes().of(StateStoreCase.task("1-a"))).isPresent();
  }

  @Test
  @DisplayName("D8 an empty journal is damage, never a run that did not begin")
  void an_empty_journal_is_set_aside_and_said() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    String id = state.unfinished();
    Files.write(state.journalOf(id), new byte[0]);
    state.open();
    assertThat(state.alarms).singleElement().asString().contains("journal is damaged");
    assertThat(state.journalOf(id).resolveSibling("journal.corrupt-20260101T000000Z")).exists();
  }

  @Test
  @DisplayName("D8 damage to the newest marks is made good from the generation before and the runs")
  void damaged_marks_are_made_good() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    state.succeeded("1-a", 50);
    state.succeeded("2-b", 50);
    Path newest = LastSuccesses.files(directory).get(0);
    Files.writeString(newest, "garbage", StandardOpenOption.TRUNCATE_EXISTING);
    LastSuccesses kept = state.open().successes();
    assertThat(kept.of(StateStoreCase.task("1-a"))).isPresent();
    assertThat(kept.of(StateStoreCase.task("2-b"))).isPresent();
    assertThat(state.alarms).singleElement().asString().contains("set aside");
    assertThat(state.open().successes().of(StateStoreCase.task("2-b"))).isPresent();
    assertThat(state.alarms).hasSize(1);
  }

  @Test
  @DisplayName("D8 behind damaged runs the one before them is the last")
  void behind_damaged_runs_the_one_before_is_the_last() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    String whole = state.succeeded("1-a", 50);
    for (int i = 0; i < 2; i++) {
      Files.writeString(state.journalOf(state.succeeded("1-a", 50)), "garbage\nmore\n");
    }
    assertThat(state.open().last(Optional.empty()).orElseThrow().id()).isEqualTo(whole);
    assertThat(state.alarms).hasSize(2);
  }

  @Test
  @DisplayName("D8 what was set aside is never written over, and the alarm is raised again")
  void what_was_set_aside_stays() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    Path journal = state.journalOf(state.unfinished());
    for (String damage : List.of("first\nmore\n", "second\nmore\n")) {
      Files.writeString(journal, damage);
      state.open();
    }
    assertThat(state.alarms).hasSize(2);
    assertThat(journal.resolveSibling("journal.corrupt-20260101T000000Z"))
        .hasContent("first\nmore\n");
    assertThat(journal).hasContent("second\nmore\n");
  }

  private static Optional<RunRecord> unfinished(StateStore memory) throws IOException {
    return memory.last(Optional.empty()).filter(run -> run.state() == RunRecord.State.RUNNING);
  }
}
