package runner.cli.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.config.Key;
import runner.jobs.DeliveryStatus;
import runner.jobs.Store;
import runner.report.Json;
import runner.task.ExitCode;

/** Lists the hosts that ever asked for jobs, and when they last did. */
final class JobsHostsCommand implements Verb {
  private static final Key<Duration> SILENT = Key.duration("--silent", "0", "");

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("List the hosts that ever asked for jobs.");
    spec.addOption(
        GlobalOptions.valued(
            String.class, "SPAN", "Only those that have not for so long.", SILENT.name()));
    return spec.addOption(GlobalOptions.flag("Answer in JSON.", "--json"));
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    JobsSetup setup = JobsSetup.of(common, host).open();
    Instant now = host.clock().now();
    Optional<Duration> silent = JobsListCommand.given(parsed, SILENT.name()).map(SILENT::argument);
    try (Store store = setup.store()) {
      List<Store.HostInfo> hosts =
          store.hosts().stream()
              .filter(seen -> silent.filter(s -> seen.lastSeen().isAfter(now.minus(s))).isEmpty())
              .toList();
      if (parsed.hasMatchedOption("--json")) {
        host.out().print(Json.page(document(hosts)) + "\n");
      } else {
        hosts.forEach(seen -> Messages.print(List.of(line(seen, now)), host));
      }
    }
    host.out().flush();
    return ExitCode.DONE.number();
  }

  private static String line(Store.HostInfo seen, Instant now) {
    return seen.host()
        + "  silent "
        + DeliveryStatus.age(seen.lastSeen(), now)
        + ", booted "
        + seen.lastBoot()
        + ", runner "
        + seen.version();
  }

  private static Map<String, Object> document(List<Store.HostInfo> hosts) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schema", 1);
    document.put("hosts", hosts.stream().map(JobsHostsCommand::document).toList());
    return document;
  }

  private static Map<String, Object> document(Store.HostInfo seen) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("host", seen.host());
    document.put("last_seen", seen.lastSeen().toString());
    document.put("last_boot", seen.lastBoot().toString());
    document.put("boot_id", seen.boot());
    document.put("version", seen.version());
    return document;
  }
}
