package runner.journal;

import java.util.List;
import java.util.Optional;

/** Runs whose journals lack the end, or that have none: how they ended is known from elsewhere. */
final class RunEnding {
  private RunEnding() {}

  /** A run as the death of its runner leaves it. */
  static RunRecord interrupted(RunRecord run) {
    return new RunRecord(
        run.id(),
        run.origin(),
        RunRecord.State.INTERRUPTED,
        run.pass(),
        "its runner died",
        run.started(),
        run.finished(),
        run.took(),
        stopped(run, "its runner died while it ran"),
        run.steps().stream().map(RunRecord.Step::interrupted).toList(),
        run.refusal());
  }

  /** A run that ended as the record of its start says. */
  static RunRecord of(RunRecord run, StartRecord known) {
    return new RunRecord(
        run.id(),
        run.origin().by(known.runner()),
        known.state(),
        run.pass(),
        known.reason().isEmpty() ? "not all of it was recorded" : known.reason(),
        run.started(),
        run.finished().or(() -> known.refusal().map(r -> known.at())),
        run.took(),
        stopped(run, "how it ended was not recorded"),
        run.steps().stream().map(RunRecord.Step::interrupted).toList(),
        known.refusal());
  }

  /** A run that has no journal. */
  static RunRecord of(StartRecord start) {
    return new RunRecord(
        start.run(),
        new RunRecord.Origin(start.runner(), start.instance(), Optional.empty(), start.config()),
        start.state(),
        1,
        start.reason(),
        start.at(),
        start.refusal().map(r -> start.at()),
        Optional.empty(),
        List.of(),
        List.of(),
        start.refusal());
  }

  private static List<RunRecord.Task> stopped(RunRecord run, String why) {
    return run.tasks().stream()
        .map(
            task ->
                task.state() == RunRecord.State.RUNNING
                    ? task.as(RunRecord.State.INTERRUPTED, why)
                    : task)
        .toList();
  }
}
