package runner.cli;

import picocli.CommandLine.Model.CommandSpec;

/** The commands below {@code schedule}. */
final class ScheduleCommands {
  private ScheduleCommands() {}

  static void addTo(CommandSpec root, CommandTree tree) {
    CommandSpec schedule = tree.group(root, "schedule", "Look at schedules.");
    tree.verb(schedule, "list", ScheduleListCommand::new);
    tree.verb(schedule, "check", ScheduleCheckCommand::new);
  }
}
