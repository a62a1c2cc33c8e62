package runner.cli.runs;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import runner.cli.command.GlobalOptions;
import runner.cli.config.ChainDefinition;
import runner.cli.config.ConfigShowCommand;
import runner.cli.config.PlanCommand;
import runner.cli.config.TaskDirArgument;
import runner.cli.host.Machine;
import runner.cli.host.Version;
import runner.config.Config;
import runner.task.Problem;
import runner.task.RunnerException;

/** The texts made for a support bundle, beside files of the state directory. */
record BundleTexts(GlobalOptions common, Machine host) {

  /** The program and the machine; nothing of its environment. */
  String about(Path state) {
    return Version.text()
        + "\njava "
        + System.getProperty("java.runtime.version")
        + "\nsystem "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + " "
        + System.getProperty("os.arch")
        + "\nhost "
        + host.name()
        + "\ntime "
        + host.clock().now()
        + "\nboot "
        + host.bootId().kernel()
        + "\ninstance "
        + host.instanceId()
        + "\nstate directory "
        + state
        + "\nconfiguration "
        + common.configFile().map(Path::toString).orElse("none")
        + "\nas root "
        + (host.root() ? "yes" : "no")
        + "\n";
  }

  String configuration(Config config) {
    String files =
        config.files().stream().map(file -> "# read: " + file + "\n").collect(Collectors.joining());
    return files + ConfigShowCommand.masked(config);
  }

  /** What would run now, or why nothing would. */
  String plan(Config config) {
    Optional<Path> tasks = TaskDirArgument.configured(config);
    if (tasks.isEmpty()) {
      return "no task directory is configured\n";
    }
    try {
      return PlanCommand.text(
          new ChainDefinition(common, config, tasks.get(), false, host), host.clock().now());
    } catch (RunnerException e) {
      return e.problems().stream()
          .map(Problem::toString)
          .collect(Collectors.joining("\n", "", "\n"));
    }
  }
}
