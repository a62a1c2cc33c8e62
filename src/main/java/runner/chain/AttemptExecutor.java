package runner.chain;

import java.util.Map;
import java.util.Optional;
import runner.event.Event;
import runner.event.TaskAttempt;
import runner.exec.Command;
import runner.exec.output.Output;
import runner.exec.program.ExecutableCheck;
import runner.exec.spawn.Environment;
import runner.plan.Planner;
import runner.plan.Task;
import runner.task.Exit;
import runner.task.Verdict;

/**
 * Makes one attempt: asks the gates of a task, starts it, and reads how it ended.
 *
 * <p>Its tests run the whole program: ContractTrapsTest, ProcessFaultsTest and FrequencyTest in
 * e2e.
 */
final class AttemptExecutor {
  private final ChainContext tools;
  private final Environment environment;
  private final OnlyIfCheck gate;

  /** The attempts of one iteration, in the chain's environment. */
  AttemptExecutor(ChainContext tools, Environment environment) {
    this.tools = tools;
    this.environment = environment;
    this.gate = new OnlyIfCheck(tools);
  }

  /** What an attempt means for the pass. */
  enum Result {
    GO_ON,
    FAILED,
    HALT,
    EXIT,
    INTERRUPTED
  }

  Result attempt(Task task, TaskAttempt attempt, IterationLimit total) {
    // Asked only where it matters: a gate reads the time zone, which takes longer than a task.
    if (task.settings().when().needsMemory()) {
      GateContext.Answer remembered = tools.memory().ask(task);
      if (!remembered.open()) {
        tools
            .events()
            .accept(new Event.TaskSkipped(task.name(), remembered.reason(), remembered.next()));
        return Result.GO_ON;
      }
    }
    return ask(task, attempt, total);
  }

  private Result ask(Task task, TaskAttempt attempt, IterationLimit total) {
    Environment own =
        environment
            .with(task.variables())
            .with(tools.trail().apply(attempt))
            .with(Map.of("RUNNER_TASK", task.name().file(), "RUNNER_TRY", "" + attempt.pass()));
    Output output = tools.outputs().of(attempt);
    OnlyIfCheck.Answer answer = gate.ask(task, own, output.unended(), total);
    if (answer.fault().filter(Exit::interrupted).isPresent()) {
      return Result.INTERRUPTED;
    }
    if (answer.closed().isPresent()) {
      output.end();
      String reason = answer.closed().get();
      tools.events().accept(new Event.TaskSkipped(task.name(), reason, Optional.empty()));
      return Result.GO_ON;
    }
    Optional<Exit> fault = answer.fault().or(() -> fault(task));
    return judge(task, attempt, start(task, attempt, own, output, total, fault));
  }

  private Exit start(
      Task task,
      TaskAttempt attempt,
      Environment own,
      Output output,
      IterationLimit total,
      Optional<Exit> fault) {
    Optional<Command.Limit> limit = total.cut(task.settings().limit());
    String cookie = tools.supervisor().nextCookie();
    Optional<String> content = tools.memory().content(task);
    Optional<Event.Limit> told = limit.map(l -> new Event.Limit(l.time(), l.origin()));
    tools.events().accept(new Event.TaskStarted(attempt, told, cookie, content));
    // Cut again, since a hook has run in between and taken time.
    Command command =
        new Command(
            task.argv(), own, total.cut(task.settings().limit()), task.settings().killGrace());
    Optional<Exit> never = fault.or(total::over);
    never.ifPresent(none -> output.end());
    return never.orElseGet(() -> run(command, attempt, cookie, output));
  }

  private Exit run(Command command, TaskAttempt attempt, String cookie, Output output) {
    return tools
        .supervisor()
        .run(
            command,
            cookie,
            output,
            tools.stop(),
            process -> tools.events().accept(new Event.TaskSpawned(attempt, process)));
  }

  private Optional<Exit> fault(Task task) {
    if (tools.memory().wouldForget(task)) {
      return Optional.of(Exit.notStarted("its success could not be remembered"));
    }
    return fileFault(task);
  }

  /** The file may have been changed since the plan was made, even by a task. */
  static Optional<Exit> fileFault(Task task) {
    return Planner.faultOf(task).map(AttemptExecutor::notStarted);
  }

  private static Exit notStarted(ExecutableCheck.Fault fault) {
    return Exit.notStarted("the file " + fault.fact() + "; " + fault.fix());
  }

  private Result judge(Task task, TaskAttempt attempt, Exit exit) {
    if (exit.interrupted()) {
      tools.events().accept(new Event.TaskInterrupted(attempt, exit));
      return Result.INTERRUPTED;
    }
    Verdict verdict = Verdict.of(exit, task.settings().codes());
    boolean allowed = verdict == Verdict.RETRY && task.settings().allowFailure();
    tools.events().accept(new Event.TaskFinished(attempt, exit, verdict, allowed));
    return switch (verdict) {
      case OK -> Result.GO_ON;
      case RETRY -> allowed ? Result.GO_ON : Result.FAILED;
      case HALT -> Result.HALT;
      case EXIT -> Result.EXIT;
    };
  }
}
