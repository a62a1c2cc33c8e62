package runner.cli.schedule;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.config.Config;
import runner.schedule.Schedules;
import runner.task.ExitCode;
import runner.task.Problem;
import runner.task.RunnerException;

/** Lists the schedules a task may name. */
final class ScheduleListCommand implements Verb {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("List the schedules: the declared ones and the built-in ones.");
    return spec;
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    schedules(common.config())
        .all()
        .forEach((name, schedule) -> host.out().print(name + ": " + schedule + "\n"));
    host.out().flush();
    return ExitCode.DONE.number();
  }

  /** The schedules of a configuration, all of whose mistakes are errors. */
  static Schedules schedules(Config config) {
    List<Problem> problems = new ArrayList<>();
    Schedules schedules = Schedules.from(config, problems::add);
    if (!problems.isEmpty()) {
      throw new RunnerException(problems);
    }
    return schedules;
  }
}
