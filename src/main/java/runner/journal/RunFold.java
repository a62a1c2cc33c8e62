package runner.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runner.journal.disk.CorruptStateException;
import runner.journal.disk.JournalReader;
import runner.journal.disk.JournalRecord;
import runner.task.TaskName;

/** What the records of a journal say of its run. */
final class RunFold {
  private final Path directory;
  private final Map<String, TaskFold> tasks = new LinkedHashMap<>();
  private RunRecord.Origin origin;
  private final Instant started;
  private final StepFold steps;
  private RunRecord.State state = RunRecord.State.RUNNING;
  private int pass = 1;
  private Optional<Integer> maxTries = Optional.empty();
  private Optional<RunRecord.Waiting> waiting = Optional.empty();
  private String reason = "";
  private Optional<Instant> finished = Optional.empty();
  private Optional<Duration> took = Optional.empty();
  private Optional<RunRecord.Refusal> refusal = Optional.empty();
  private Optional<TaskFold> halt = Optional.empty();

  private RunFold(Path directory, JournalRecord first) throws CorruptStateException {
    if (!first.type().equals(JournalFormat.RUN_STARTED)) {
      throw new CorruptStateException("the journal does not begin with a run");
    }
    long schema = first.number("schema");
    if (schema != JournalFormat.SCHEMA) {
      throw new CorruptStateException("schema " + schema + " is of another version of the program");
    }
    this.directory = directory;
    this.origin = RunHeader.origin(first);
    this.started = first.at();
    this.steps = new StepFold(directory, first);
    for (String task : first.texts("tasks")) {
      tasks.put(task, new TaskFold(task));
    }
  }

  /** Folds line by line what a file holds; its first line tells of the run. */
  static RunRecord of(Path directory, Path file) throws IOException, CorruptStateException {
    List<RunFold> fold = new ArrayList<>(1);
    JournalReader.read(
        file,
        line -> {
          if (fold.isEmpty()) {
            fold.add(new RunFold(directory, line));
          } else {
            fold.get(0).add(line);
          }
        });
    if (fold.isEmpty()) {
      throw new CorruptStateException("its first line is not whole");
    }
    return fold.get(0).run();
  }

  private RunRecord run() {
    return new RunRecord(
        directory.getFileName().toString(),
        origin,
        state,
        pass,
        maxTries,
        waiting,
        reason,
        started,
        finished,
        took,
        tasks.values().stream().map(TaskFold::record).toList(),
        halt.map(TaskFold::record),
        steps.steps(),
        refusal);
  }

  private void add(JournalRecord record) throws CorruptStateException {
    steps.add(record);
    if (!record.type().equals(JournalFormat.HOOK)) {
      waiting = Optional.empty();
    }
    switch (record.type()) {
      case JournalFormat.TASK_STARTED -> {
        pass = record.small("pass");
        maxTries = record.maybeSmall("max_tries");
        task(record).started(record, directory);
      }
      case JournalFormat.TASK_SPAWNED -> task(record).spawned(record);
      case JournalFormat.TASK_FINISHED -> task(record).finished(record, origin);
      case JournalFormat.TASK_SKIPPED -> task(record).skipped(record);
      case JournalFormat.GAVE_UP -> reason = record.text("reason");
      case JournalFormat.RETRY -> waiting = Optional.of(waiting(record));
      case JournalFormat.HOOK -> {}
      case JournalFormat.HALT_STARTED -> halt = Optional.of(halt(record));
      case JournalFormat.HALT_FINISHED -> {
        if (halt.isPresent()) {
          halt.get().haltFinished(record);
        }
      }
      case JournalFormat.RUN_FINISHED -> finish(record);
      case JournalFormat.REFUSED -> refuse(record);
      default -> throw new CorruptStateException("unknown kind of record: " + record.type());
    }
  }

  private RunRecord.Waiting waiting(JournalRecord record) throws CorruptStateException {
    TaskName failed = new TaskName(record.text("task"));
    Instant until = record.at().plus(record.duration("pause_ms"));
    return new RunRecord.Waiting(failed, pass + 1, until);
  }

  private TaskFold halt(JournalRecord record) throws CorruptStateException {
    TaskFold task = new TaskFold(record.text("task"));
    task.haltStarted(record, directory);
    return task;
  }

  private void finish(JournalRecord record) throws CorruptStateException {
    state = record.choice("state", RunRecord.State.class);
    finished = Optional.of(record.at());
    if (record.fields().containsKey("took_ms")) {
      took = Optional.of(record.duration("took_ms"));
    }
    reason = record.maybeText("reason").orElse(reason);
    halt.ifPresent(TaskFold::runEnded);
  }

  /** Each further one of the same kind is a further line; what is told is the last one. */
  private void refuse(JournalRecord record) throws CorruptStateException {
    state = RunRecord.State.REFUSED;
    finished = Optional.of(record.at());
    reason = record.text("reason");
    origin = RunHeader.by(RunHeader.runner(record), origin);
    refusal = Optional.of(RunHeader.refusal(record));
  }

  private TaskFold task(JournalRecord record) throws CorruptStateException {
    TaskFold known = tasks.get(record.text("task"));
    if (known == null) {
      throw new CorruptStateException("a record of a task that is not in the plan");
    }
    return known;
  }
}
