package runner.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runner.event.ChainOutcome;
import runner.event.Event;

/** The record of the last starts, and what it adds to the journals. */
final class StartsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "\u0001\u0002\u0003", "ü€\ud83d\ude00", "\"\\/"})
  void a_start_of_any_text_fits_into_its_place(String text) {
    String long1 = text.repeat(3000);
    StartRecord start = start("000001-20260102T030405Z", long1, long1);
    byte[] bytes = start.encode();
    assertThat(bytes).hasSize(StartRecord.SIZE);
    StartRecord read = StartRecord.decode(bytes).orElseThrow();
    assertThat(read.run()).isEqualTo(start.run());
    assertThat(read.refusal()).isEqualTo(start.refusal());
    assertThat(StartRecord.decode(start("000001-20260102T030405Z", text, text).encode()))
        .contains(start("000001-20260102T030405Z", text, text));
  }

  @Test
  void each_start_is_written_in_place_and_the_last_eight_are_known() throws IOException {
    StartFile starts = new StartFile(directory);
    Path file = directory.resolve("starts");
    starts.write(start("000001-20260102T030405Z", "", ""));
    Object inode = Files.getAttribute(file, "unix:ino");
    for (int number = 2; number <= 10; number++) {
      starts.write(start("00000" + number + "-20260102T030405Z", "", ""));
    }
    assertThat(starts.read().stream().map(StartRecord::number))
        .containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(inode);
    assertThat(Files.size(file)).isEqualTo(8L * StartRecord.SIZE);
  }

  @Test
  void a_place_that_was_torn_hides_no_other() throws IOException {
    StartFile starts = new StartFile(directory);
    starts.write(start("000001-20260102T030405Z", "", ""));
    starts.write(start("000002-20260102T030405Z", "", ""));
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve("starts").toFile(), "rw")) {
      file.seek(2L * StartRecord.SIZE + 20);
      file.write("torn".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(starts.read()).singleElement().extracting(StartRecord::number).isEqualTo(1L);
  }

  @Test
  void equal_refusals_in_a_row_are_one_run_with_a_count() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    state.succeeded("1-a", 50);
    assertThat(refuse(state, "/a.cfg", 78, "wrong")).startsWith("000002-");
    assertThat(refuse(state, "/a.cfg", 78, "wrong")).startsWith("000002-");
    assertThat(refuse(state, "/a.cfg", 77, "wrong")).startsWith("000003-");
    assertThat(refuse(state, "/a.cfg", 77, "other")).startsWith("000004-");
    assertThat(refuse(state, "/b.cfg", 77, "other")).startsWith("000005-");
    StateReader reader = new StateReader(directory);
    assertThat(
            reader.ids().stream()
                .map(id -> reader.run(id).orElseThrow().refusal())
                .map(refusal -> refusal.map(RunRecord.Refusal::count).orElse(0)))
        .containsExactly(0, 2, 1, 1, 1);
    state.succeeded("1-a", 50);
    assertThat(refuse(state, "/a.cfg", 77, "other")).startsWith("000007-");
  }

  @Test
  void a_chain_that_is_refused_for_ever_keeps_the_last_fifty_and_the_run_before_them()
      throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    state.succeeded("1-a", 50);
    for (int i = 0; i < 53; i++) {
      refuse(state, "/a.cfg", 78, "mistake " + i);
    }
    assertThat(new StateReader(directory).ids().stream().map(RunIds::number))
        .hasSize(51)
        .startsWith(1L, 5L)
        .endsWith(54L);
  }

  @Test
  void a_refusal_ends_no_recovery_of_the_run_before_it() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    String died = state.unfinished();
    refuse(state, "/a.cfg", 78, "wrong");
    assertThat(state.open().unended()).singleElement().extracting(RunRecord::id).isEqualTo(died);
  }

  @Test
  void what_has_no_journal_but_a_record_of_its_start_is_taken_up() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    state.succeeded("1-a", 50);
    String failed = StateStoreCase.next(state.open());
    StartFile starts = new StartFile(directory);
    starts.write(
        starts.of(failed).orElseThrow().ended(RunRecord.State.FAILED, "it gave up", false));
    RunRecord told = new StateReader(directory).last("").orElseThrow();
    assertThat(told.state()).isEqualTo(RunRecord.State.FAILED);
    assertThat(Files.exists(state.journalOf(failed))).isFalse();

    state.open().takeUp();
    assertThat(state.journalOf(failed)).exists();
    RunRecord kept = new StateReader(directory).last("").orElseThrow();
    assertThat(kept.id()).isEqualTo(failed);
    assertThat(kept.state()).isEqualTo(RunRecord.State.FAILED);
    assertThat(kept.reason()).isEqualTo("it gave up");
    assertThat(starts.of(failed).orElseThrow().whole()).isTrue();
  }

  @Test
  void a_run_whose_journal_lacks_the_end_ended_as_the_record_of_its_start_says()
      throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    String id = state.unfinished();
    StartFile starts = new StartFile(directory);
    starts.write(starts.of(id).orElseThrow().ended(RunRecord.State.SUCCEEDED, "", false));
    RunRecord told = new StateReader(directory).last("").orElseThrow();
    assertThat(told.state()).isEqualTo(RunRecord.State.SUCCEEDED);
    assertThat(told.reason()).isEqualTo("not all of it was recorded");
    assertThat(told.running()).isEmpty();
    assertThat(state.open().unended()).isEmpty();
  }

  @Test
  void a_start_that_began_and_died_is_interrupted_though_it_has_no_journal() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    state.succeeded("1-a", 50);
    String id = StateStoreCase.next(state.open());
    StateStore memory = state.open();
    assertThat(memory.unended()).singleElement().extracting(RunRecord::id).isEqualTo(id);
    memory.settle(memory.unended().get(0));
    RunRecord last = new StateReader(directory).last("").orElseThrow();
    assertThat(last.id()).isEqualTo(id);
    assertThat(last.state()).isEqualTo(RunRecord.State.INTERRUPTED);
  }

  @Test
  void a_run_that_was_pruned_does_not_come_back() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    state.succeeded("1-a", 1);
    state.succeeded("1-a", 1);
    assertThat(new StateReader(directory).ids())
        .singleElement()
        .extracting(RunIds::number)
        .isEqualTo(2L);
  }

  @Test
  void an_unbelieved_refusal_speaks_for_its_own_configuration_where_another_owns_the_state()
      throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    runOf(state, "/a.cfg");
    state.open().refuse(Optional.empty(), origin("/b.cfg"), 77, false, "unsafe");
    StateReader reader = new StateReader(directory);
    assertThat(reader.last("/a.cfg").orElseThrow().state()).isEqualTo(RunRecord.State.SUCCEEDED);
    assertThat(reader.last("").orElseThrow().state()).isEqualTo(RunRecord.State.SUCCEEDED);
    assertThat(reader.last("/b.cfg").orElseThrow().state()).isEqualTo(RunRecord.State.REFUSED);
    assertThat(reader.refused("/b.cfg")).isPresent();
    assertThat(reader.refused("/a.cfg")).isEmpty();

    state.open().refuse(Optional.empty(), origin("/a.cfg"), 77, false, "unsafe");
    assertThat(reader.last("").orElseThrow().state()).isEqualTo(RunRecord.State.REFUSED);
  }

  private static void runOf(StateStoreCase state, String config) throws IOException {
    StateStore memory = state.open();
    Journal journal = memory.journal(origin(config), (e, full) -> {});
    String run = memory.begin(origin(config));
    journal.accept(new Event.IterationStarted(1, run, List.of()));
    journal.accept(new Event.IterationFinished(1, ChainOutcome.SUCCEEDED, Duration.ZERO));
  }

  private static String refuse(StateStoreCase state, String config, int code, String reason)
      throws IOException {
    return state.open().refuse(Optional.empty(), origin(config), code, true, reason);
  }

  private static RunRecord.Origin origin(String config) {
    return new RunRecord.Origin(StateStoreCase.RUNNER, "i-1", Optional.empty(), config);
  }

  private static StartRecord start(String run, String reason, String config) {
    RunRecord.Refusal refusal = new RunRecord.Refusal(78, 3, true);
    return StartRecord.refused(run, origin(config), refusal, reason, NOW);
  }
}
