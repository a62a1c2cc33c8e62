package runner.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** What somebody who only looks is told. */
final class StateReaderTest {
  @TempDir Path directory;

  private StateReader look() {
    return new StateReader(directory);
  }

  @Test
  void nothing_ever_ran() {
    assertThat(look().last("")).isEmpty();
    assertThat(look().successes().of(StateStoreCase.task("1-a"))).isEmpty();
    StateReader nowhere = new StateReader(directory.resolve("missing"));
    assertThat(nowhere.last("")).isEmpty();
    assertThat(nowhere.successes().of(StateStoreCase.task("1-a"))).isEmpty();
  }

  @Test
  void the_newest_run_and_all_successes_are_seen() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    state.succeeded("1-a", 50);
    String unfinished = state.unfinished();
    assertThat(look().last("").orElseThrow().id()).isEqualTo(unfinished);
    assertThat(look().successes().of(StateStoreCase.task("1-a"))).isPresent();
    assertThat(look().successes().of(StateStoreCase.task("2-b"))).isEmpty();
  }

  @Test
  void of_a_run_without_a_journal_no_older_one_takes_the_place() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    state.succeeded("1-a", 50);
    Files.createDirectory(directory.resolve("runs/000002-20260101T000000Z"));
    RunRecord last = look().last("").orElseThrow();
    assertThat(last.id()).isEqualTo("000002-20260101T000000Z");
    assertThat(last.state()).isEqualTo(RunRecord.State.INTERRUPTED);
    assertThat(last.reason()).isEqualTo("nothing of it was recorded");
  }

  @Test
  void damaged_marks_are_passed_over() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    state.succeeded("1-a", 50);
    state.succeeded("2-b", 50);
    Files.writeString(LastSuccesses.files(directory).get(0), "garbage");
    assertThat(look().successes().of(StateStoreCase.task("1-a"))).isPresent();
    assertThat(look().successes().of(StateStoreCase.task("2-b"))).isPresent();
    assertThat(state.alarms).isEmpty();
  }

  @Test
  void a_damaged_run_is_said_with_its_file() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    String id = state.unfinished();
    Files.writeString(state.journalOf(id), "garbage\nmore\n");
    assertThatThrownBy(() -> look().last(""))
        .isInstanceOfSatisfying(
            RunnerException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.CANT_WRITE))
        .hasMessageContaining(state.journalOf(id).toString())
        .hasMessageContaining("damaged: line 1")
        .hasMessageContaining("the next start of the chain");
  }

  @Test
  void every_kept_run_is_named_the_oldest_first_and_a_damaged_one_hides_no_other()
      throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    String first = state.succeeded("1-a", 50);
    String damaged = state.succeeded("1-a", 50);
    String last = state.succeeded("1-a", 50);
    Files.writeString(state.journalOf(damaged), "garbage\nmore\n");
    assertThat(look().ids()).containsExactly(first, damaged, last);
    assertThat(look().run(last)).isPresent();
    assertThat(look().run("000009-20260101T000000Z")).isEmpty();
    assertThatThrownBy(() -> look().run(damaged)).hasMessageContainingAll(damaged, "line 1");
  }

  @Test
  void news_of_the_last_run_comes_to_its_directory_and_a_new_run_beside_it() throws IOException {
    Path runs = directory.resolve("runs");
    assertThat(look().places()).containsExactly(runs.resolve(""));
    StateStoreCase state = new StateStoreCase(directory);
    state.succeeded("1-a", 50);
    String last = state.succeeded("1-a", 50);
    assertThat(look().places()).containsExactly(runs, runs.resolve(last));
  }

  @Test
  void runs_that_are_not_among_the_marks_yet_are_taken_in_and_no_others() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    state.succeeded("1-a", 50);
    state.open().forget(Optional.of(StateStoreCase.task("1-a")));
    assertThat(look().successes().of(StateStoreCase.task("1-a"))).isEmpty();
    state.unfinished();
    assertThat(look().successes().of(StateStoreCase.task("1-a"))).isPresent();
  }

  @Test
  void a_run_that_was_set_aside_is_not_passed_over() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    String id = state.unfinished();
    Files.write(state.journalOf(id), new byte[0]);
    state.open();
    assertThatThrownBy(() -> look().last("")).hasMessageContaining("it was set aside");
  }

  @Test
  void what_cannot_be_read_is_66() throws IOException {
    Files.writeString(directory.resolve("runs"), "in the way");
    assertThatThrownBy(() -> look().last(""))
        .isInstanceOfSatisfying(
            RunnerException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.NO_INPUT))
        .hasMessageContaining("the kept runs cannot be read");
    assertThatThrownBy(() -> look().successes()).hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> look().ids()).hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> look().places()).hasMessageContaining("cannot be read");
  }

  @Test
  void a_dead_runners_run_is_told_as_interrupted() throws IOException {
    RunRecord run = new StateStoreCase(directory).open().last(Optional.empty()).orElse(null);
    assertThat(run).isNull();
    new StateStoreCase(directory).unfinished();
    RunRecord told = look().last("").orElseThrow().interrupted();
    assertThat(told.state()).isEqualTo(RunRecord.State.INTERRUPTED);
    assertThat(told.reason()).isEqualTo("its runner died");
    assertThat(told.tasks().get(0).state()).isEqualTo(RunRecord.State.SUCCEEDED);
    RunRecord.Task cut = told.tasks().get(1);
    assertThat(cut.state()).isEqualTo(RunRecord.State.INTERRUPTED);
    assertThat(cut.reason()).isEqualTo("its runner died while it ran");
    assertThat(cut.trace()).isEmpty();
    assertThat(told.running()).isEmpty();
  }

  @Test
  void what_is_forgotten_is_counted_and_gone() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    state.succeeded("1-a", 50);
    state.succeeded("2-b", 50);
    state.succeeded("3-c", 50);
    StateStore memory = state.open();
    assertThat(memory.forget(Optional.of(StateStoreCase.task("9-none")))).isZero();
    assertThat(memory.forget(Optional.of(StateStoreCase.task("1-a")))).isEqualTo(1);
    assertThat(look().successes().of(StateStoreCase.task("1-a"))).isEmpty();
    assertThat(look().successes().of(StateStoreCase.task("2-b"))).isPresent();
    assertThat(state.open().forget(Optional.empty())).isEqualTo(2);
    assertThat(look().successes().of(StateStoreCase.task("2-b"))).isEmpty();
  }
}
