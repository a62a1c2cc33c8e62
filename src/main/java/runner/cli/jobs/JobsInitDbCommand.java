package runner.cli.jobs;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.jobs.JobSettings;
import runner.jobs.postgres.FleetDatabase;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** Lays out the fleet's database. */
final class JobsInitDbCommand implements Verb {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Create the roles, tables and functions in the database of url, all or nothing;"
                + " to do it again brings them up to date.")
        .footer(
            "",
            "The user of url must own the database and may create roles. A password comes from",
            "~/.pgpass or $PGPASSFILE.");
    return spec.addOption(
        GlobalOptions.flag("Print the statements for psql, and connect to none.", "--sql"));
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    if (parsed.hasMatchedOption("--sql")) {
      host.out().print(FleetDatabase.schema());
      host.out().flush();
      return ExitCode.DONE.number();
    }
    JobsSetup setup = JobsSetup.of(common, host).open();
    if (setup.settings().backend() != JobSettings.Backend.POSTGRESQL) {
      throw new RunnerException(
          ExitCode.CONFIG,
          setup.config().section("jobs").where("backend"),
          "a spool needs no database",
          "backend = postgresql");
    }
    FleetDatabase.create(setup.settings().database());
    Messages.say("the database is ready: grant runner_admin to whoever submits", host);
    return ExitCode.DONE.number();
  }
}
