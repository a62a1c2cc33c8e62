package runner.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import runner.event.ChainOutcome;
import runner.event.Event;
import runner.event.TaskAttempt;
import runner.process.BootId;
import runner.process.ProcessId;
import runner.process.RecordedProcess;
import runner.support.FakeClock;
import runner.task.Exit;
import runner.task.TaskName;
import runner.task.Verdict;

/** A state directory, a clock that is set by hand, and runs that are told event by event. */
final class StateStoreCase {
  static final RecordedProcess RUNNER =
      new RecordedProcess(new BootId("boot-1"), new ProcessId(42, 4711));

  final Path directory;
  final List<String> alarms = new ArrayList<>();
  final FakeClock clock = new FakeClock();
  String instance = "i-1";

  StateStoreCase(Path directory) {
    this.directory = directory;
  }

  StateStore open() throws IOException {
    return StateStore.open(StateDirectory.open(directory), clock, alarms::add);
  }

  static String next(StateStore memory) throws IOException {
    return memory.begin(new RunRecord.Origin(RUNNER, "i-1", Optional.empty(), ""));
  }

  Journal journal(StateStore memory) {
    RunRecord.Origin origin = new RunRecord.Origin(RUNNER, instance, Optional.empty(), "");
    return memory.journal(
        origin,
        (e, full) -> {
          throw new UncheckedIOException(e);
        });
  }

  /** A run of two tasks of which the second is running when the record ends. */
  String unfinished() throws IOException {
    StateStore memory = open();
    Journal journal = journal(memory);
    String id = next(memory);
    journal.accept(new Event.IterationStarted(1, id, List.of(task("1-a"), task("2-b"))));
    succeed(journal, "1-a", 1);
    start(journal, "2-b", 1);
    return id;
  }

  /** A run of one task that succeeded and was taken in. */
  String succeeded(String task, int keep) throws IOException {
    StateStore memory = open();
    Journal journal = journal(memory);
    String id = next(memory);
    journal.accept(new Event.IterationStarted(1, id, List.of(task(task))));
    succeed(journal, task, 1);
    journal.accept(new Event.IterationFinished(1, ChainOutcome.SUCCEEDED, Duration.ofSeconds(1)));
    memory.close(keep);
    return id;
  }

  static void start(Journal journal, String task, int pass) {
    journal.accept(
        new Event.TaskStarted(
            attempt(task, pass), Optional.empty(), "cookie." + pass, Optional.empty()));
    journal.accept(new Event.TaskSpawned(attempt(task, pass), new ProcessId(77, 4712)));
  }

  static void succeed(Journal journal, String task, int pass) {
    finish(journal, task, pass, 0, Verdict.OK);
  }

  static void finish(Journal journal, String task, int pass, int code, Verdict verdict) {
    start(journal, task, pass);
    Exit exit = Exit.ended(code, Duration.ofMillis(1500));
    journal.accept(new Event.TaskFinished(attempt(task, pass), exit, verdict, false));
  }

  static TaskAttempt attempt(String task, int pass) {
    return new TaskAttempt(task(task), pass, 5, false);
  }

  static TaskName task(String file) {
    return new TaskName(file);
  }

  Path journalOf(String id) {
    return directory.resolve("runs").resolve(id).resolve("journal");
  }

  /** Every file with its content. */
  Map<String, String> files() {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(directory)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        all.put(directory.relativize(file).toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }
}
