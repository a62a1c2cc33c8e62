package runner.cli.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.jobs.DeliveryStatus;
import runner.jobs.Job;
import runner.jobs.JobId;
import runner.jobs.Store;
import runner.report.Json;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** Shows one job: what it is, where it is, how it got there, and the end of its output. */
final class JobsShowCommand implements Verb {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Show one job with all that happened to it.");
    spec.addOption(GlobalOptions.valued(String.class, "HOST", "Only on this host.", "--host"));
    spec.addOption(GlobalOptions.flag("Answer in JSON.", "--json"));
    return spec.addPositional(jid());
  }

  static picocli.CommandLine.Model.PositionalParamSpec jid() {
    return JobsSubmitCommand.positional("0", "1", "JID", "The id that submit printed.");
  }

  /** The job a command line names. */
  static JobId jid(ParseResult parsed) {
    String text = parsed.matchedPositionalValue(0, "");
    return JobId.parse(text)
        .orElseThrow(
            () ->
                new RunnerException(
                    ExitCode.USAGE, "'" + text + "'", "is no id of a job", "see runner jobs list"));
  }

  /** Says that there is no such job. */
  static RunnerException unknown(JobId jid) {
    return new RunnerException(
        ExitCode.FAILED, jid.text(), "there is no such job here", "see runner jobs list");
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    JobId jid = jid(parsed);
    JobsSetup setup = JobsSetup.of(common, host).open();
    Optional<String> only = JobsListCommand.given(parsed, "--host").map(Job::host);
    try (Store store = setup.store()) {
      List<DeliveryStatus> all = JobsView.of(setup, store, Store.Query.of(jid, only));
      if (all.isEmpty()) {
        throw unknown(jid);
      }
      List<Store.Change> changes =
          store.history(jid).stream()
              .filter(change -> Store.Query.selects(only, change.host()))
              .toList();
      if (parsed.hasMatchedOption("--json")) {
        host.out().print(Json.page(document(all, changes)) + "\n");
      } else {
        Messages.print(lines(all, changes), host);
      }
    }
    host.out().flush();
    return ExitCode.DONE.number();
  }

  private static Map<String, Object> document(
      List<DeliveryStatus> all, List<Store.Change> changes) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schema", 1);
    document.put("job", JobsView.document(all.get(0).delivery().job()));
    List<Map<String, Object>> deliveries = new ArrayList<>();
    for (DeliveryStatus one : all) {
      Map<String, Object> delivery = JobsView.document(one);
      delivery.put("output_tail", one.delivery().result().tail());
      deliveries.add(delivery);
    }
    document.put("deliveries", deliveries);
    document.put("changes", changes.stream().map(JobsView::document).toList());
    return document;
  }

  private static List<String> lines(List<DeliveryStatus> all, List<Store.Change> changes) {
    List<String> lines = new ArrayList<>();
    JobsView.document(all.get(0).delivery().job())
        .forEach(
            (name, value) -> {
              if (value != null && !value.equals(List.of()) && !value.equals(Set.of())) {
                lines.add(name + ": " + value);
              }
            });
    lines.add(DeliveryStatus.summary(all));
    for (DeliveryStatus one : all) {
      lines.add(one.delivery().host() + ": " + one.words());
      one.delivery().result().tail().lines().forEach(line -> lines.add("  | " + line));
    }
    for (Store.Change change : changes) {
      String step =
          change.from() == change.to()
              ? "submitted"
              : change.from().word() + " -> " + change.to().word();
      lines.add(change.at() + " " + change.host() + ": " + step + ", by " + change.actor());
    }
    return lines;
  }
}
