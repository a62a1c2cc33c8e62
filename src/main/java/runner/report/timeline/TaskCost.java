package runner.report.timeline;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import runner.journal.RunRecord;
import runner.journal.RunRecord.Step;
import runner.journal.RunRecord.Step.Kind;
import runner.task.TaskName;

/**
 * What one task cost a run.
 *
 * @param took all its attempts together
 */
public record TaskCost(int tries, Duration took) {

  /** No attempts where the task did not run. */
  public static TaskCost of(RunRecord run, TaskName task) {
    List<Step> tries =
        run.steps().stream()
            .filter(step -> step.kind() == Kind.ATTEMPT)
            .filter(step -> step.task().equals(Optional.of(task)))
            .toList();
    return new TaskCost(tries.size(), sum(tries));
  }

  static Duration sum(List<Step> steps) {
    return steps.stream()
        .flatMap(step -> step.took().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }
}
