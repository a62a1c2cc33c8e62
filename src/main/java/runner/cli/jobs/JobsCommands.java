package runner.cli.jobs;

import picocli.CommandLine.Model.CommandSpec;
import runner.cli.command.CommandRegistry;

/** The commands below {@code jobs}. */
public final class JobsCommands {
  private JobsCommands() {}

  public static void addTo(CommandSpec root, CommandRegistry tree) {
    CommandSpec jobs =
        tree.group(root, "jobs", "Do work on hosts that may be down: once, when they start.");
    tree.verb(jobs, "submit", JobsSubmitCommand::new);
    tree.verb(jobs, "list", JobsListCommand::new);
    tree.verb(jobs, "show", JobsShowCommand::new);
    tree.verb(jobs, "cancel", JobsCancelCommand::new);
    tree.verb(jobs, "retry", JobsRetryCommand::new);
    tree.verb(jobs, "hosts", JobsHostsCommand::new);
    tree.verb(jobs, "purge", JobsPurgeCommand::new);
    tree.verb(jobs, "run-pending", JobsRunPendingCommand::new);
    tree.verb(jobs, "init-db", JobsInitDbCommand::new);
    tree.verb(jobs, "keygen", JobsKeygenCommand::new);
    tree.verb(jobs, "check", JobsCheckCommand::new);
  }
}
