package runner.chain;

import java.util.Optional;
import runner.exec.Command;
import runner.exec.output.Output;
import runner.exec.spawn.Environment;
import runner.plan.Task;
import runner.task.Exit;

/** Runs a task's only_if, which says whether the task may run. */
record OnlyIfCheck(ChainContext tools) {

  /**
   * The answer of an only_if.
   *
   * @param closed why the task is skipped; empty when it may run
   * @param fault how the only_if itself failed; empty when it answered
   */
  record Answer(Optional<String> closed, Optional<Exit> fault) {
    static Answer open() {
      return new Answer(Optional.empty(), Optional.empty());
    }
  }

  Answer ask(Task task, Environment environment, Output output, IterationLimit total) {
    if (task.settings().onlyIf().isEmpty()) {
      return Answer.open();
    }
    if (total.over().isPresent()) {
      return new Answer(Optional.empty(), total.over());
    }
    String question = String.join(" ", task.settings().onlyIf());
    Command command =
        new Command(
            task.settings().onlyIf(),
            environment,
            total.cut(task.settings().limit()),
            task.settings().killGrace());
    Exit exit = tools.supervisor().run(command, output, tools.stop());
    if (exit.succeeded()) {
      return Answer.open();
    }
    if (exit.kind() == Exit.Kind.ENDED && exit.code() == 1) {
      return new Answer(Optional.of("only_if said no: " + question), Optional.empty());
    }
    Exit fault =
        exit.interrupted()
            ? exit
            : Exit.notStarted("only_if neither 0 nor 1: " + question + ": " + exit.words());
    return new Answer(Optional.empty(), Optional.of(fault));
  }
}
