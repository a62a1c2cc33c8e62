package runner.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.event.ChainOutcome;
import runner.event.Event;

/** A program that runs the chain again and again must not run out of files. */
final class OpenFilesTest {
  @TempDir Path directory;

  /** The files of this test that the process holds open. */
  private List<String> open() throws IOException {
    String mine = directory.toRealPath().toString();
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.map(OpenFilesTest::target).filter(name -> name.startsWith(mine)).toList();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "closed meanwhile";
    }
  }

  @Test
  void a_journal_is_closed_when_its_run_ends() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    StateStore memory = state.open();
    Journal journal = state.journal(memory);
    String id = StateStoreCase.next(memory);
    journal.accept(new Event.IterationStarted(1, id, List.of(StateStoreCase.task("1-a"))));
    assertThat(open()).containsExactly(state.journalOf(id).toRealPath().toString());
    journal.accept(new Event.IterationFinished(1, ChainOutcome.SUCCEEDED, Duration.ZERO));
    assertThat(open()).isEmpty();
  }

  @Test
  void a_journal_is_closed_when_it_was_settled() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    StateStore memory = state.open();
    Journal journal = state.journal(memory);
    String id = StateStoreCase.next(memory);
    journal.accept(new Event.IterationStarted(1, id, List.of(StateStoreCase.task("1-a"))));
    List<String> itsOwn = open();
    memory.settle(memory.last(Optional.empty()).orElseThrow());
    assertThat(open()).isEqualTo(itsOwn);
  }
}
