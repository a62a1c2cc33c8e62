package runner.report.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runner.journal.RunRecord;
import runner.journal.RunRecord.State;
import runner.journal.RunRecord.Step;
import runner.journal.RunRecord.Step.Kind;

/**
 * What a run spent its time on.
 *
 * @param failed the part of tasks that went into attempts that did not succeed
 * @param rest conditions ({@code only_if}), and the runner itself
 */
record TimeBreakdown(
    Duration total,
    Duration tasks,
    Duration failed,
    Duration waits,
    Duration hooks,
    Duration halt,
    Duration lock,
    Duration rest) {

  static TimeBreakdown of(RunRecord run, Instant now) {
    Duration tasks = sum(run, Kind.ATTEMPT);
    Duration waits = sum(run, Kind.WAIT);
    Duration hooks = sum(run, Kind.HOOK);
    Duration halt = sum(run, Kind.HALT);
    Duration lock = sum(run, Kind.LOCK);
    Duration total = Timeline.end(run, now).plus(lock);
    Duration rest = total.minus(tasks).minus(waits).minus(hooks).minus(halt).minus(lock);
    List<Step> failures =
        run.steps().stream()
            .filter(step -> step.kind() == Kind.ATTEMPT)
            .filter(step -> step.state() != State.SUCCEEDED && step.state() != State.RUNNING)
            .toList();
    return new TimeBreakdown(
        total,
        tasks,
        TaskCost.sum(failures),
        waits,
        hooks,
        halt,
        lock,
        rest.isNegative() ? Duration.ZERO : rest);
  }

  /** In words, in a fixed order; what took no time is left out. */
  Map<String, Duration> parts() {
    Map<String, Duration> parts = new LinkedHashMap<>();
    parts.put("tasks", tasks);
    parts.put("of that, tries that failed", failed);
    parts.put("waits between tries", waits);
    parts.put("another runner's lock", lock);
    parts.put("hooks", hooks);
    parts.put("halt task", halt);
    parts.put("conditions and Runner itself", rest);
    parts.values().removeIf(Duration::isZero);
    return parts;
  }

  private static Duration sum(RunRecord run, Kind kind) {
    return TaskCost.sum(run.steps().stream().filter(step -> step.kind() == kind).toList());
  }
}
