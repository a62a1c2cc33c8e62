package runner.chain;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import runner.event.ChainOutcome;
import runner.event.Event;
import runner.event.TaskAttempt;
import runner.exec.Command;
import runner.exec.output.Output;
import runner.exec.spawn.Environment;
import runner.plan.ChainSettings;
import runner.plan.Plan;
import runner.plan.Task;
import runner.retry.RetryBudget;
import runner.task.Exit;
import runner.wait.StopRequest;

/**
 * One iteration: runs a plan until it succeeded, gave up or was told to stop.
 *
 * <p>Its tests run the whole program: RunnerConformanceTest, ContractTrapsTest and SignalTrapsTest
 * in e2e.
 */
public final class Chain {
  private final ChainContext tools;
  private final Plan plan;
  private final String id;
  private final Environment environment;
  private final AttemptExecutor attempts;
  private final IterationLimit limit;
  private final RetryBudget budget;

  /**
   * An iteration about to begin; its time runs from now.
   *
   * @param id told to everything it starts as RUNNER_RUN_ID
   */
  public Chain(ChainContext tools, Plan plan, String id) {
    this.tools = tools;
    this.plan = plan;
    this.id = id;
    this.environment = tools.environment().with("RUNNER_RUN_ID", id);
    this.attempts = new AttemptExecutor(tools, environment);
    this.limit = IterationLimit.of(plan.chain().maxTotalTime(), tools.clock());
    this.budget = new RetryBudget(plan.chain().maxTries());
  }

  /** Makes pass after pass, and runs the halt task where the outcome wants it. */
  public ChainOutcome run() {
    int from = 0;
    for (int pass = 1; ; pass++) {
      End end = pass(pass, from);
      if (end.result() != AttemptExecutor.Result.FAILED) {
        return outcome(end.result());
      }
      Task failed = plan.tasks().get(end.index());
      Optional<String> over = whyNoMore(failed);
      if (over.isPresent()) {
        return giveUp(over.get());
      }
      Duration pause = failed.settings().backoff().after(pass, tools.random().getAsDouble());
      if (!limit.deadline().allows(pause)) {
        return giveUp(limit.origin() + " would be over before the next try");
      }
      tools.events().accept(new Event.RetryScheduled(failed.name(), pass + 1, pause));
      if (tools.stop().await(pause)) {
        return ChainOutcome.INTERRUPTED;
      }
      from = plan.chain().retryFrom() == ChainSettings.RetryFrom.TASK ? end.index() : 0;
    }
  }

  /** The id of this run. */
  public String id() {
    return id;
  }

  /** How long the iteration has taken so far. */
  public Duration took() {
    return limit.deadline().took();
  }

  private ChainOutcome outcome(AttemptExecutor.Result result) {
    return switch (result) {
      case GO_ON -> ChainOutcome.SUCCEEDED;
      case HALT -> {
        halt("a task asked for it");
        yield ChainOutcome.HALTED;
      }
      case EXIT -> ChainOutcome.EXITED;
      case INTERRUPTED -> ChainOutcome.INTERRUPTED;
      case FAILED -> throw new IllegalStateException("a failure is retried or given up");
    };
  }

  private Optional<String> whyNoMore(Task failed) {
    if (limit.deadline().over()) {
      return Optional.of(limit.origin() + " is over");
    }
    boolean last = budget.exhaustedBy(failed.name().file(), failed.settings().ownMaxTries());
    return last
        ? Optional.of("maximum attempts reached: " + failed.name() + " failed on the last try")
        : Optional.empty();
  }

  private ChainOutcome giveUp(String reason) {
    tools.events().accept(new Event.GaveUp(reason));
    halt(reason);
    return ChainOutcome.FAILED;
  }

  /** Runs the halt task, if there is one. A signal does not cut it short. */
  public void halt(String reason) {
    if (plan.halt().isEmpty()) {
      plan.absentHalt().ifPresent(this::warnOfAbsentHalt);
      return;
    }
    Task halt = plan.halt().get();
    tools.events().accept(new Event.HaltStarted(halt.name(), reason));
    Command command =
        new Command(halt.argv(), environment, halt.settings().limit(), halt.settings().killGrace());
    Output output = tools.outputs().ofHalt(halt.name());
    Optional<Exit> fault = AttemptExecutor.fileFault(halt);
    if (fault.isPresent()) {
      output.end();
    }
    Exit exit = fault.orElseGet(() -> tools.supervisor().run(command, output, StopRequest.never()));
    tools.events().accept(new Event.HaltFinished(halt.name(), exit));
  }

  private void warnOfAbsentHalt(Path file) {
    tools.events().accept(new Event.Warning("the halt task is wanted, but there is no " + file));
  }

  /** Where a pass ended and why. */
  private record End(int index, AttemptExecutor.Result result) {}

  /** Walks over the tasks once, from the first or from where the last pass failed. */
  private End pass(int number, int from) {
    List<Task> tasks = plan.tasks();
    for (int index = from; index < tasks.size(); index++) {
      AttemptExecutor.Result result = attempt(tasks.get(index), number);
      if (result != AttemptExecutor.Result.GO_ON) {
        return new End(index, result);
      }
    }
    return new End(tasks.size(), AttemptExecutor.Result.GO_ON);
  }

  private AttemptExecutor.Result attempt(Task task, int pass) {
    if (tools.stop().requested()) {
      return AttemptExecutor.Result.INTERRUPTED;
    }
    if (limit.deadline().over()) {
      return AttemptExecutor.Result.FAILED;
    }
    TaskAttempt attempt =
        new TaskAttempt(
            task.name(), pass, plan.chain().maxTries(), task.settings().ownMaxTries().isPresent());
    AttemptExecutor.Result result = attempts.attempt(task, attempt, limit);
    // After a stop nothing more is started, not even the halt task, whatever the task ended with.
    return tools.stop().requested() ? AttemptExecutor.Result.INTERRUPTED : result;
  }
}
