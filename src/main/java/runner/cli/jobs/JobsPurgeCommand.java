package runner.cli.jobs;

import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.config.Key;
import runner.jobs.Store;
import runner.task.ExitCode;

/** Forgets jobs that are long over. */
final class JobsPurgeCommand implements Verb {
  private static final Key<Duration> OLDER = Key.duration("--older-than", "30d", "");

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Forget jobs that are over. What is not over stays.");
    return spec.addOption(
        GlobalOptions.valued(
            String.class,
            "SPAN",
            "Only what has been over for so long. Default: " + OLDER.fallback() + ".",
            OLDER.name()));
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    JobsSetup setup = JobsSetup.of(common, host).open();
    Duration age = OLDER.argument(parsed.matchedOptionValue(OLDER.name(), OLDER.fallback()));
    try (Store store = setup.store()) {
      host.out().print("purged: " + store.purge(host.clock().now().minus(age)) + "\n");
    }
    host.out().flush();
    return ExitCode.DONE.number();
  }
}
