package runner.cli.runs;

import picocli.CommandLine.Model.CommandSpec;
import runner.cli.command.CommandRegistry;

/** The commands that look at kept runs. */
public final class RunsCommands {
  private RunsCommands() {}

  public static void addTo(CommandSpec root, String word, CommandRegistry tree) {
    switch (word) {
      case "status" -> tree.verb(root, word, StatusCommand::new);
      case "history" -> tree.verb(root, word, HistoryCommand::new);
      case "logs" -> tree.verb(root, word, LogsCommand::new);
      case "analyze" -> analyze(tree.group(root, word, "Say what runs spent their time on."), tree);
      case "report" -> tree.verb(root, word, ReportCommand::new);
      case "collect" -> tree.verb(root, word, CollectCommand::new);
      case "reset" -> tree.verb(root, word, ResetCommand::new);
      default -> throw new IllegalStateException("no command for runs is called " + word);
    }
  }

  private static void analyze(CommandSpec analyze, CommandRegistry tree) {
    tree.verb(analyze, "blame", AnalyzeCommand::blame);
    tree.verb(analyze, "critical", AnalyzeCommand::critical);
    tree.verb(analyze, "plot", AnalyzeCommand::plot);
    tree.verb(analyze, "compare", CompareCommand::new);
  }
}
