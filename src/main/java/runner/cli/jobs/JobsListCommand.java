package runner.cli.jobs;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.command.TimeArgument;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.jobs.Delivery.State;
import runner.jobs.DeliveryStatus;
import runner.jobs.Job;
import runner.jobs.Store;
import runner.report.Json;
import runner.task.ExitCode;
import runner.task.RunnerException;
import runner.text.EnumWord;

/** Lists jobs and where they are. */
final class JobsListCommand implements Verb {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("List jobs, the oldest first, and where they are.");
    spec.addOption(GlobalOptions.valued(String.class, "HOST", "Only those of a host.", "--host"));
    spec.addOption(
        GlobalOptions.valued(String.class, "STATE,...", "Only in these states.", "--state"));
    spec.addOption(GlobalOptions.valued(String.class, "TASK", "Only of a task.", "--task"));
    spec.addOption(GlobalOptions.valued(String.class, "TIME", "Only submitted since.", "--since"));
    return spec.addOption(GlobalOptions.flag("Answer in JSON.", "--json"));
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    JobsSetup setup = JobsSetup.of(common, host).open();
    Store.Query query =
        new Store.Query(
            Optional.empty(),
            given(parsed, "--host").map(Job::host),
            states(given(parsed, "--state").orElse("")),
            given(parsed, "--task"),
            given(parsed, "--since").<Instant>map(TimeArgument::read));
    try (Store store = setup.store()) {
      if (parsed.hasMatchedOption("--json")) {
        Json.page(document(to -> JobsView.each(setup, store, query, to)), host.out());
      } else {
        JobsView.each(setup, store, query, one -> Messages.print(List.of(line(one)), host));
      }
    }
    host.out().flush();
    return ExitCode.DONE.number();
  }

  private static String line(DeliveryStatus one) {
    return one.delivery().job().jid()
        + "  "
        + one.delivery().job().work().task()
        + "  "
        + one.delivery().host()
        + "  "
        + one.words();
  }

  private static Map<String, Object> document(Consumer<Consumer<DeliveryStatus>> all) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schema", 1);
    Json.Items items = to -> all.accept(one -> to.accept(JobsView.document(one)));
    document.put("deliveries", items);
    return document;
  }

  static Optional<String> given(ParseResult parsed, String option) {
    return Optional.ofNullable(parsed.matchedOptionValue(option, null));
  }

  private static Set<State> states(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .map(JobsListCommand::state)
        .collect(Collectors.toSet());
  }

  private static State state(String word) {
    return EnumWord.parse(word, State.class)
        .orElseThrow(
            () ->
                new RunnerException(
                    ExitCode.USAGE,
                    "--state",
                    "'" + word + "' is no state of a job",
                    Arrays.stream(State.values())
                        .map(State::word)
                        .collect(Collectors.joining(" "))));
  }
}
