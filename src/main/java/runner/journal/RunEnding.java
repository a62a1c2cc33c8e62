package runner.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs whose journals lack the end, or that have none: how they ended is known from elsewhere. */
final class RunEnding {
  private RunEnding() {}

  /** A run as the death of its runner leaves it; of one that has ended, the halt task. */
  static RunRecord interrupted(RunRecord run) {
    boolean running = run.state() == RunRecord.State.RUNNING;
    return ended(
        run,
        run.origin(),
        running ? RunRecord.State.INTERRUPTED : run.state(),
        running ? RunRecord.RUNNER_DIED : run.reason(),
        run.finished(),
        run.refusal());
  }

  /** A run that ended as the record of its start says. */
  static RunRecord of(RunRecord run, StartRecord known) {
    return ended(
        run,
        RunHeader.by(known.runner(), run.origin()),
        known.state(),
        known.reason().isEmpty() ? "not all of it was recorded" : known.reason(),
        run.finished().or(() -> known.refusal().map(r -> known.at())),
        known.refusal());
  }

  private static RunRecord ended(
      RunRecord run,
      RunRecord.Origin origin,
      RunRecord.State state,
      String reason,
      Optional<Instant> finished,
      Optional<RunRecord.Refusal> refusal) {
    return new RunRecord(
        run.id(),
        origin,
        state,
        run.pass(),
        run.maxTries(),
        Optional.empty(),
        reason,
        run.started(),
        finished,
        run.took(),
        run.tasks().stream().map(RunRecord.Task::interrupted).toList(),
        run.halt().map(RunRecord.Task::interrupted),
        run.steps().stream().map(RunRecord.Step::interrupted).toList(),
        refusal);
  }

  /** A run that has no journal. */
  static RunRecord of(StartRecord start) {
    return new RunRecord(
        start.run(),
        new RunRecord.Origin(start.runner(), start.instance(), Optional.empty(), start.config()),
        start.state(),
        1,
        Optional.empty(),
        Optional.empty(),
        start.reason(),
        start.at(),
        start.refusal().map(r -> start.at()),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        start.refusal());
  }
}
