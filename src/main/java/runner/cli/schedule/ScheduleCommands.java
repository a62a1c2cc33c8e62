package runner.cli.schedule;

import picocli.CommandLine.Model.CommandSpec;
import runner.cli.command.CommandRegistry;

/** The commands below {@code schedule}. */
public final class ScheduleCommands {
  private ScheduleCommands() {}

  public static void addTo(CommandSpec root, CommandRegistry tree) {
    CommandSpec schedule = tree.group(root, "schedule", "Look at schedules.");
    tree.verb(schedule, "list", ScheduleListCommand::new);
    tree.verb(schedule, "check", ScheduleCheckCommand::new);
  }
}
