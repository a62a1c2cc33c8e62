package runner.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.journal.disk.CorruptStateException;
import runner.journal.disk.JournalRecord;

/** The marks of the last successes: where they are taken from, and what they outlive. */
final class LastSuccessesTest {
  private static final String RUN = "000001-20260101T000000Z";

  @TempDir Path directory;

  @Test
  void a_run_is_among_the_marks_as_soon_as_it_has_ended() throws Exception {
    StateStoreCase state = new StateStoreCase(directory);
    state.succeeded("1-a", 50);
    String last = state.succeeded("2-b", 50);
    Path newest = LastSuccesses.files(directory).get(0);
    assertThat(newest).hasFileName("successes-" + last);
    assertThat(LastSuccesses.read(newest).of(StateStoreCase.task("2-b"))).isPresent();
  }

  @Test
  void what_was_forgotten_is_not_taken_in_again_from_the_run_it_comes_from() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    state.succeeded("1-a", 50);
    StateStore memory = state.open();
    memory.forget(Optional.of(StateStoreCase.task("1-a")));
    memory.close(50);
    assertThat(memory.successes().of(StateStoreCase.task("1-a"))).isEmpty();
    assertThat(state.open().successes().of(StateStoreCase.task("1-a"))).isEmpty();
  }

  @Test
  void forgetting_what_is_not_known_writes_nothing() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    assertThat(state.open().forget(Optional.empty())).isZero();
    state.succeeded("1-a", 50);
    Map<String, String> before = state.files();
    state.clock.pass(Duration.ofSeconds(60));
    assertThat(state.open().forget(Optional.of(StateStoreCase.task("9-none")))).isZero();
    assertThat(state.files()).isEqualTo(before);
  }

  @Test
  void of_a_run_that_died_they_outlive_its_way_into_the_archive() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    state.unfinished();
    StateStore memory = state.open();
    memory.settle(memory.last(Optional.empty()).orElseThrow());
    memory.archiveOthers(memory.last(Optional.empty()), "i-2");
    assertThat(state.open().successes().of(StateStoreCase.task("1-a"))).isPresent();
    assertThat(directory.resolve("archive/20260101T000000Z-i-1")).isDirectory();
  }

  @Test
  void the_last_run_is_kept_however_few_are_asked_for() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    state.succeeded("1-a", 50);
    String last = state.succeeded("1-a", 0);
    assertThat(new RunStore(directory).ids()).containsExactly(last);
  }

  @Test
  void only_whole_marks_of_our_version_and_of_a_run_are_read() throws Exception {
    assertThat(read(header(1, RUN, 1)).of(StateStoreCase.task("1-a"))).isPresent();
    String fact = "the file does not hold what its first line says";
    assertThatThrownBy(() -> read(header(2, RUN, 1))).hasMessage(fact);
    assertThatThrownBy(() -> read(header(1, RUN, 2))).hasMessage(fact);
    assertThatThrownBy(() -> read(header(1, "yesterday", 1))).hasMessage("through is not a run");
    Files.write(directory.resolve("marks"), new byte[0]);
    assertThatThrownBy(() -> LastSuccesses.read(directory.resolve("marks")))
        .hasMessage("the file is not whole");
  }

  private static JournalRecord header(long schema, String through, long count) {
    return JournalRecord.of("successes", Instant.EPOCH)
        .with("schema", schema)
        .with("through", through)
        .with("count", count);
  }

  private LastSuccesses read(JournalRecord header) throws IOException, CorruptStateException {
    Path file = directory.resolve("marks");
    Files.write(file, header.encode());
    LastSuccesses.Success mark =
        new LastSuccesses.Success("1-a", Instant.EPOCH, "boot-1", "i-1", Optional.empty());
    Files.write(file, mark.record().encode(), StandardOpenOption.APPEND);
    return LastSuccesses.read(file);
  }
}
