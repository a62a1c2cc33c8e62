package runner.cli.config;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.command.TimeArgument;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.config.Config;
import runner.plan.Plan;
import runner.plan.Task;
import runner.report.Json;
import runner.report.text.PrintableText;
import runner.task.ExitCode;

/** Shows what would run, in which order, and why not; starts nothing. */
public final class PlanCommand implements Verb {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Show the order of the tasks and what would be skipped.");
    spec.addOption(GlobalOptions.flag("Answer in JSON.", "--json"));
    spec.addOption(
        GlobalOptions.valued(
            String.class,
            "TIME",
            "As it would be then, e.g. 2026-11-20T02:00 or 2026-11-20T02:00:00Z.",
            "--at"));
    return spec.addPositional(TaskDirArgument.spec());
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    Config config = common.config();
    ChainDefinition setup =
        new ChainDefinition(common, config, TaskDirArgument.of(parsed, config), false, host);
    String at = parsed.matchedOptionValue("--at", "");
    Instant now = at.isEmpty() ? host.clock().now() : TimeArgument.read(at);
    return show(setup, now, parsed.hasMatchedOption("--json"));
  }

  public static int show(ChainDefinition setup, Instant now, boolean json) {
    Plan plan = setup.plan();
    Machine host = setup.host();
    RunForecast outlook = RunForecast.of(setup, now);
    setup.unknownKeys().forEach(problem -> Messages.say(problem.toString(), host));
    plan.warnings().forEach(problem -> Messages.say(problem.toString(), host));
    host.out().print(json ? Json.page(document(plan, outlook)) + "\n" : text(plan, outlook));
    host.out().flush();
    return ExitCode.DONE.number();
  }

  /** What would run, for people. */
  public static String text(ChainDefinition setup, Instant now) {
    return text(setup.plan(), RunForecast.of(setup, now));
  }

  private static String text(Plan plan, RunForecast outlook) {
    StringBuilder text = new StringBuilder();
    for (Task task : plan.tasks()) {
      text.append(PrintableText.of(task.name().file()))
          .append(": ")
          .append(outlook.of(task).sentence())
          .append('\n');
    }
    plan.ignored()
        .forEach(
            file ->
                text.append(PrintableText.of(file.file()))
                    .append(": ignored, ")
                    .append(file.reason())
                    .append('\n'));
    return text.toString();
  }

  private static Map<String, Object> document(Plan plan, RunForecast outlook) {
    List<Map<String, Object>> tasks =
        plan.tasks().stream().map(task -> document(task, outlook.of(task))).toList();
    List<Map<String, String>> ignored =
        plan.ignored().stream()
            .map(file -> Map.of("file", file.file(), "reason", file.reason()))
            .toList();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schema", 1);
    document.put("tasks", tasks);
    document.put("ignored", ignored);
    return document;
  }

  private static Map<String, Object> document(Task task, RunForecast.Prospect prospect) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("task", task.name().file());
    document.put("run", prospect.run().orElse(null));
    String reason = prospect.reason();
    document.put("reason", reason.isEmpty() ? "no schedule, frequency or condition" : reason);
    Optional<Instant> next = prospect.next().map(at -> at.truncatedTo(ChronoUnit.SECONDS));
    document.put("next", next.map(Instant::toString).orElse(null));
    return document;
  }
}
