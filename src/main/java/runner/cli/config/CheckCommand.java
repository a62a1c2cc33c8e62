package runner.cli.config;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.ProblemList;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.config.Config;
import runner.exec.program.ExecutableCheck;
import runner.plan.Plan;
import runner.plan.Task;
import runner.task.ExitCode;
import runner.task.Problem;
import runner.task.RunnerException;

/** Checks the configuration and the task directory, and runs nothing. */
final class CheckCommand implements Verb {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description("Check the configuration and the task directory; each fault with its fix.");
    spec.addOption(GlobalOptions.flag("Answer in JSON.", "--json"));
    return spec.addPositional(TaskDirArgument.spec());
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    List<Problem> problems = new ArrayList<>();
    List<Problem> warnings = new ArrayList<>();
    try {
      Config config = common.config();
      ChainDefinition setup =
          new ChainDefinition(common, config, TaskDirArgument.of(parsed, config), false, host);
      problems.addAll(setup.unknownKeys());
      Plan plan = setup.plan();
      warnings.addAll(plan.warnings());
      problems.addAll(syntax(plan));
    } catch (RunnerException e) {
      problems.addAll(e.problems());
    }
    ProblemList.show(problems, warnings, parsed.hasMatchedOption("--json"), host);
    return code(problems).number();
  }

  /** A syntax error in a shell task would end it with 2, and 2 halts the machine. */
  private static List<Problem> syntax(Plan plan) {
    List<Task> all = new ArrayList<>(plan.tasks());
    plan.halt().ifPresent(all::add);
    List<Problem> problems = new ArrayList<>();
    for (Task task : all) {
      ExecutableCheck.syntaxFaultOf(task.file(), task.settings().interpreter())
          .ifPresent(
              said ->
                  problems.add(
                      Problem.config(task.file().toString(), said, "a shell ends with 2 there")));
    }
    return problems;
  }

  private static ExitCode code(List<Problem> problems) {
    if (problems.isEmpty()) {
      return ExitCode.DONE;
    }
    boolean onlyUnsafe = problems.stream().allMatch(p -> p.code() == ExitCode.UNSAFE);
    return onlyUnsafe ? ExitCode.UNSAFE : ExitCode.CONFIG;
  }
}
