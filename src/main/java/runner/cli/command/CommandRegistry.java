package runner.cli.command;

import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** The commands while they are put together. Each feature adds its own below the root. */
public interface CommandRegistry {
  /** The words that may follow {@code runner}, in the order of its help. */
  List<String> NAMES =
      List.of(
          "plan",
          "check",
          "status",
          "history",
          "logs",
          "analyze",
          "report",
          "collect",
          "reset",
          "schedule",
          "config",
          "retrypuppet",
          "puppet-agent",
          "pool",
          "jobs");

  /** Adds a command; it is made only where the command line may mean it. */
  CommandSpec verb(CommandSpec parent, String name, Supplier<Verb> verb);

  /** Adds a word that needs a further one; it has its own help. */
  CommandSpec group(CommandSpec parent, String name, String description);
}
