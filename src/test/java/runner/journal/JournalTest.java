package runner.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.event.ChainOutcome;
import runner.event.Event;
import runner.files.FileErrors;
import runner.journal.disk.CorruptStateException;
import runner.journal.disk.JournalReader;
import runner.process.ProcessId;
import runner.task.Exit;
import runner.task.TaskName;
import runner.task.Verdict;

/** What each event leaves on the disk. */
final class JournalTest {
  private static final Duration TOOK = Duration.ofMillis(1500);
  private static final TaskName A = StateStoreCase.task("1-a");
  private static final TaskName HALT = StateStoreCase.task("halt.sh");

  @TempDir Path directory;

  private String written(Event... events) throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    StateStore memory = state.open();
    String id = StateStoreCase.next(memory);
    Journal journal = state.journal(memory);
    journal.accept(new Event.IterationStarted(1, id, List.of(A)));
    for (Event event : events) {
      journal.accept(event);
    }
    List<String> lines = new ArrayList<>();
    try {
      JournalReader.read(
          state.journalOf(id),
          line -> lines.add(line.type() + " " + new LinkedHashMap<>(line.fields())));
    } catch (CorruptStateException e) {
      throw new IOException(e);
    }
    return String.join("\n", lines.subList(1, lines.size()))
        .replace("at=2026-01-01T00:00:00Z, ", "")
        .replace("since_ms=0, ", "")
        .replaceAll("type=[a-z-]+, ", "");
  }

  private static Event ended(Exit exit, Verdict verdict, boolean allowed) {
    return new Event.TaskFinished(StateStoreCase.attempt("1-a", 1), exit, verdict, allowed);
  }

  @Test
  void a_task_that_runs_and_ends() throws IOException {
    Event started =
        new Event.TaskStarted(
            StateStoreCase.attempt("1-a", 2), Optional.empty(), "cookie", Optional.of("sha256"));
    Event spawned =
        new Event.TaskSpawned(StateStoreCase.attempt("1-a", 2), new ProcessId(77, 4712));

    assertThat(written(started, spawned, ended(Exit.ended(0, TOOK), Verdict.OK, false)))
        .isEqualTo(
            """
            task-started {task=1-a, pass=2, cookie=cookie, content=sha256, log=001-1-a.2.log, max_tries=5}
            task-spawned {task=1-a, pid=77, ticks=4712}
            task-finished {task=1-a, state=succeeded, reason=, code=0, took_ms=1500}""");
  }

  @Test
  void ends_with_their_reasons() throws IOException {
    assertThat(
            written(
                ended(Exit.ended(1, TOOK), Verdict.RETRY, false),
                ended(Exit.ended(1, TOOK), Verdict.RETRY, true),
                ended(Exit.ended(2, TOOK), Verdict.HALT, false),
                ended(Exit.ended(137, TOOK), Verdict.EXIT, false),
                ended(Exit.timedOut(0, TOOK, "after 1 s"), Verdict.RETRY, false),
                ended(Exit.notStarted("no such file"), Verdict.RETRY, false),
                new Event.TaskInterrupted(
                    StateStoreCase.attempt("1-a", 1), Exit.interrupted(143, TOOK))))
        .isEqualTo(
            """
            task-finished {task=1-a, state=failed, reason=exit code 1, code=1, took_ms=1500}
            task-finished {task=1-a, state=failed, reason=exit code 1 (allowed to fail), code=1, took_ms=1500}
            task-finished {task=1-a, state=halted, reason=exit code 2, code=2, took_ms=1500}
            task-finished {task=1-a, state=failed, reason=exit code 137 (signal 9?), code=137, signal=9, took_ms=1500}
            task-finished {task=1-a, state=failed, reason=timed out: after 1 s, code=0, took_ms=1500}
            task-finished {task=1-a, state=failed, reason=not started: no such file, took_ms=0}
            task-finished {task=1-a, state=interrupted, reason=the runner was stopped, code=143, signal=15, took_ms=1500}""");
  }

  @Test
  void everything_else_that_happens() throws IOException {
    assertThat(
            written(
                new Event.Warning("not kept"),
                new Event.HookFinished(A, Exit.ended(0, TOOK)),
                new Event.TaskSkipped(A, "the schedule is closed", Optional.of(Instant.EPOCH)),
                new Event.RetryScheduled(A, 2, TOOK),
                new Event.GaveUp("tried 5 times"),
                new Event.HaltStarted(HALT, "1-a said so"),
                new Event.HaltFinished(HALT, Exit.ended(1, TOOK)),
                new Event.IterationFinished(1, ChainOutcome.FAILED, TOOK),
                new Event.TaskSkipped(A, "after the end nothing is kept", Optional.empty())))
        .isEqualTo(
            """
            hook {task=1-a, took_ms=1500}
            task-skipped {task=1-a, reason=the schedule is closed}
            retry {task=1-a, pause_ms=1500}
            gave-up {reason=tried 5 times}
            halt-started {task=halt.sh, reason=1-a said so}
            halt-finished {task=halt.sh, state=failed, reason=exit code 1, code=1, took_ms=1500}
            run-finished {state=failed, took_ms=1500}""");
  }

  @Test
  void a_run_that_cannot_be_recorded_is_said_once() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    StateStore memory = state.open();
    List<String> said = new ArrayList<>();
    Journal journal =
        memory.journal(
            new RunRecord.Origin(StateStoreCase.RUNNER, "i-1", Optional.empty(), ""),
            (e, full) -> said.add(FileErrors.reason(e) + full));
    Files.writeString(directory.resolve("runs"), "in the way");

    journal.accept(new Event.IterationStarted(1, "000001-20260101T000000Z", List.of(A)));
    journal.accept(ended(Exit.ended(0, TOOK), Verdict.OK, false));

    assertThat(said).hasSize(1).first().asString().endsWith("false");
    assertThat(journal.durable()).isFalse();
  }

  @Test
  void a_line_that_must_be_on_the_disk_and_is_not_is_said_at_once() throws IOException {
    List<String> said = new ArrayList<>();
    Journal journal = saying(said);
    broken(journal, ended(Exit.ended(0, TOOK), Verdict.OK, false));
    assertThat(said).containsExactly("false");
    assertThat(journal.durable()).isFalse();
    journal.accept(ended(Exit.ended(0, TOOK), Verdict.OK, false));
    assertThat(said).hasSize(1);
  }

  @Test
  void a_process_that_began_is_not_disturbed_by_a_lost_note_of_it_which_is_said_before_the_next()
      throws IOException {
    List<String> said = new ArrayList<>();
    Journal journal = saying(said);
    broken(
        journal, new Event.TaskSpawned(StateStoreCase.attempt("1-a", 1), new ProcessId(77, 4712)));
    assertThat(said).isEmpty();
    assertThat(journal.durable()).isFalse();
    journal.accept(ended(Exit.ended(0, TOOK), Verdict.OK, false));
    assertThat(said).containsExactly("false");
    journal.accept(new Event.GaveUp("tried 5 times"));
    assertThat(said).hasSize(1);
  }

  private Journal saying(List<String> said) throws IOException {
    StateStore memory = new StateStoreCase(directory).open();
    Journal journal =
        memory.journal(
            new RunRecord.Origin(StateStoreCase.RUNNER, "i-1", Optional.empty(), ""),
            (e, full) -> said.add("" + full));
    journal.accept(new Event.IterationStarted(1, StateStoreCase.next(memory), List.of(A)));
    return journal;
  }

  /** The write for this event fails, as that of an interrupted thread does. */
  private static void broken(Journal journal, Event event) {
    Thread.currentThread().interrupt();
    try {
      journal.accept(event);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void who_ran_it_and_how_long_it_waited_for_the_lock_is_its_first_line() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    StateStore memory = state.open();
    RunRecord.Origin origin =
        new RunRecord.Origin(
            StateStoreCase.RUNNER, "i-1", Optional.of(Path.of("/sys/fs/cgroup/r")), "");
    Journal journal =
        memory.journal(
            origin,
            (e, full) -> {
              throw new UncheckedIOException(e);
            });
    journal.accept(new Event.LockAwaited(TOOK));
    journal.accept(new Event.IterationStarted(1, StateStoreCase.next(memory), List.of(A)));
    RunRecord first = state.open().last(Optional.empty()).orElseThrow();
    assertThat(first.origin()).isEqualTo(origin);
    assertThat(first.steps())
        .singleElement()
        .extracting(s -> s.took())
        .hasToString("Optional[PT1.5S]");

    journal.accept(new Event.IterationStarted(2, StateStoreCase.next(memory), List.of(A)));
    assertThat(state.open().last(Optional.empty()).orElseThrow().steps()).isEmpty();
  }

  @Test
  void it_is_durable_while_a_run_is_recorded() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    StateStore memory = state.open();
    Journal journal = state.journal(memory);
    assertThat(journal.durable()).isFalse();
    journal.accept(new Event.IterationStarted(1, StateStoreCase.next(memory), List.of(A)));
    assertThat(journal.durable()).isTrue();
    journal.accept(new Event.IterationFinished(1, ChainOutcome.SUCCEEDED, TOOK));
    assertThat(journal.durable()).isFalse();
  }
}
