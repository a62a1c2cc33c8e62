package runner.cli.config;

import picocli.CommandLine.Model.CommandSpec;
import runner.cli.command.CommandRegistry;

/** The commands that look at a configuration and what would come of it. */
public final class ConfigCommands {
  private ConfigCommands() {}

  public static void addTo(CommandSpec root, String word, CommandRegistry tree) {
    switch (word) {
      case "plan" -> tree.verb(root, word, PlanCommand::new);
      case "check" -> tree.verb(root, word, CheckCommand::new);
      case "config" ->
          tree.verb(
              tree.group(root, word, "Look at the configuration."), "show", ConfigShowCommand::new);
      default -> throw new IllegalStateException("no command for a plan is called " + word);
    }
  }
}
