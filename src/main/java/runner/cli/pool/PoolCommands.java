package runner.cli.pool;

import picocli.CommandLine.Model.CommandSpec;
import runner.cli.command.CommandRegistry;

/** The commands below {@code pool}. */
public final class PoolCommands {
  private PoolCommands() {}

  public static void addTo(CommandSpec root, CommandRegistry tree) {
    CommandSpec pool = tree.verb(root, "pool", PoolCommand::new);
    tree.verb(pool, "status", () -> new PoolLookCommand(false));
    tree.verb(pool, "clean", () -> new PoolLookCommand(true));
    tree.verb(pool, "explain", PoolExplainCommand::new);
    tree.verb(pool, "release", PoolReleaseCommand::new);
    CommandSpec resource =
        tree.group(pool, "resource", "Be a Concourse resource: JSON on stdin and stdout.");
    tree.verb(resource, "check", () -> new PoolResourceCommand("check"));
    tree.verb(resource, "in", () -> new PoolResourceCommand("in"));
    tree.verb(resource, "out", () -> new PoolResourceCommand("out"));
  }
}
