package runner.cli.jobs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.ProblemList;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.jobs.JobSettings;
import runner.jobs.host.HostJournal;
import runner.jobs.postgres.FleetDatabase;
import runner.jobs.spool.Spool;
import runner.task.ExitCode;
import runner.task.Problem;
import runner.task.RunnerException;
import runner.trust.PathInspection;

/** Checks whether this host can do jobs; changes nothing. */
final class JobsCheckCommand implements Verb {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Check whether this host can do jobs, and show what its spool set aside;"
                + " each fault with its fix."
                + " Exit: 69 the database is away, 73 the host's journal, 77 only permissions,"
                + " 78 other faults.");
    return spec.addOption(GlobalOptions.flag("Answer in JSON.", "--json"));
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    List<Problem> problems = new ArrayList<>();
    try {
      JobsSetup setup = JobsSetup.of(common, host).open();
      look(setup, problems::add);
    } catch (RunnerException e) {
      problems.addAll(e.problems());
    }
    ProblemList.show(problems, List.of(), parsed.hasMatchedOption("--json"), host);
    return code(problems).number();
  }

  /** Permissions are the code where nothing else is wrong. */
  private static ExitCode code(List<Problem> problems) {
    ExitCode otherwise = problems.isEmpty() ? ExitCode.DONE : ExitCode.UNSAFE;
    return problems.stream()
        .map(Problem::code)
        .filter(code -> code != ExitCode.UNSAFE)
        .findFirst()
        .orElse(otherwise);
  }

  private static void look(JobsSetup setup, Consumer<Problem> problems) {
    PathInspection inspection = PathInspection.ofThisProcess();
    Path tasks = setup.settings().tasksDir();
    inspection.look("directory of jobs", tasks);
    inspection.look("state directory", setup.statePath());
    inspection.problems().forEach(problems);
    if (!Files.isDirectory(tasks)) {
      problems.accept(
          Problem.config(tasks.toString(), "there is no such directory", "create it as root"));
    }
    HostJournal.faultOf(setup.statePath().resolve("jobs/journal")).ifPresent(problems);
    if (setup.settings().backend() == JobSettings.Backend.POSTGRESQL) {
      fleet(setup, problems);
      return;
    }
    try (Spool spool = setup.spool()) {
      spool.hosts();
      spool.setAside().forEach(problems);
    }
  }

  /** A host must know whose jobs to trust; one that submits too must have its key. */
  private static void fleet(JobsSetup setup, Consumer<Problem> problems) {
    JobSettings.Database database = setup.settings().database();
    if (!Files.isDirectory(database.trustedKeys())) {
      problems.accept(
          Problem.config(
              database.trustedKeys().toString(),
              "there is no such directory, so no job is trusted",
              "create it, and put the NAME.pub of runner jobs keygen there"));
    }
    PathInspection inspection = PathInspection.ofThisProcess();
    inspection.look("trusted keys", database.trustedKeys());
    inspection.problems().forEach(problems);
    if (database.signingKey().isPresent()) {
      setup.signingKey();
    }
    FleetDatabase.check(database, setup.hostId());
  }
}
