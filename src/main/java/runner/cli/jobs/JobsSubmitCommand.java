package runner.cli.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.TimeArgument;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.config.Key;
import runner.jobs.Job;
import runner.jobs.JobId;
import runner.task.ExitCode;
import runner.task.RunnerException;
import runner.text.TimeSpan;

/** Stores a job for hosts, up or down. */
final class JobsSubmitCommand implements Verb {
  private static final Key<Duration> EXPIRES = Key.duration("--expires", "0", "");
  private static final Key<Optional<Duration>> MAX_TIME = Key.limit("--max-time", "0", "");

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Store a job for hosts, up or down; each does it once, when it starts. Prints its id.")
        .footer(
            "",
            "With --wait: exit 0 all hosts did it; 1 none did; 3 some did; 124 the time is over.",
            "Arguments are listed and logged: pass a reference, never a password.");
    JobsTargets.addTo(spec, "host of this command");
    spec.addOption(
        text("SPAN", "How long it waits for a host. Default: default_expiry.", EXPIRES.name()));
    spec.addOption(text("TIME", "No host starts it earlier.", "--not-before"));
    spec.addOption(GlobalOptions.flag("It may start again after a crash.", "--idempotent"));
    spec.addOption(
        GlobalOptions.valued(
            int.class, "N", "How often, with --idempotent. Default: 3.", "--max-starts"));
    spec.addOption(GlobalOptions.flag("A reboot while it runs is its success.", "--reboots"));
    spec.addOption(
        text("KEY", "No second job of this key while the first is not over.", "--dedupe-key"));
    spec.addOption(text("SPAN", "The longest it may run. Default: max_time.", MAX_TIME.name()));
    spec.addOption(
        GlobalOptions.valued(
            String[].class, "K=V", "A variable for it, named RUNNER_JOB_...", "--env"));
    spec.addOption(GlobalOptions.flag("Show the job, and store nothing.", "--dry-run"));
    JobsWait.addTo(spec);
    spec.addOption(GlobalOptions.flag("Answer in JSON.", "--json"));
    spec.addPositional(positional("0", "1", "TASK", "An executable of tasks_dir."));
    return spec.addPositional(positional("1..*", "0..*", "ARG", "Its arguments, after --."));
  }

  private static CommandLine.Model.OptionSpec text(String label, String words, String name) {
    return GlobalOptions.valued(String.class, label, words, name);
  }

  static PositionalParamSpec positional(String index, String arity, String label, String words) {
    return PositionalParamSpec.builder()
        .index(index)
        .arity(arity)
        .required(!arity.startsWith("0"))
        .type(arity.equals("0..*") ? String[].class : String.class)
        .paramLabel(label)
        .description(words)
        .build();
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    JobsWait wait = JobsWait.of(parsed);
    JobsSetup setup = JobsSetup.of(common, host).open();
    String target = JobsTargets.typed(parsed, setup);
    Instant now = host.clock().now().truncatedTo(ChronoUnit.MICROS);
    Job job =
        new Job(
            JobId.at(now, host.random()),
            new Job.Work(
                parsed.matchedPositionalValue(0, ""), arguments(parsed), variables(parsed)),
            terms(parsed, setup, now),
            new Job.Origin(
                setup.user(),
                now,
                target,
                Optional.ofNullable(parsed.matchedOptionValue("--dedupe-key", null)),
                Optional.empty(),
                Optional.empty()));
    boolean dry = parsed.hasMatchedOption("--dry-run");
    boolean json = parsed.hasMatchedOption("--json");
    List<String> hosts = JobsTargets.hosts(parsed, setup);
    return new JobsSubmission(setup, json, wait).submit(job, hosts, dry);
  }

  private static List<String> arguments(ParseResult parsed) {
    String[] all = parsed.matchedPositionalValue(1, new String[0]);
    return List.of(all);
  }

  private static Map<String, String> variables(ParseResult parsed) {
    Map<String, String> env = new LinkedHashMap<>();
    for (String pair : parsed.matchedOptionValue("--env", new String[0])) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new CommandLine.ParameterException(
            parsed.commandSpec().commandLine(), "--env: write NAME=VALUE");
      }
      env.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return env;
  }

  private static Job.Terms terms(ParseResult parsed, JobsSetup setup, Instant now) {
    boolean idempotent = parsed.hasMatchedOption("--idempotent");
    int starts = parsed.matchedOptionValue("--max-starts", idempotent ? 3 : 1);
    return new Job.Terms(
        Optional.<String>ofNullable(parsed.matchedOptionValue("--not-before", null))
            .map(TimeArgument::read),
        now.plus(expiry(parsed, setup)),
        Optional.<String>ofNullable(parsed.matchedOptionValue(MAX_TIME.name(), null))
            .flatMap(MAX_TIME::argument),
        idempotent,
        starts,
        setup.settings().maxDeliveries(),
        parsed.hasMatchedOption("--reboots"));
  }

  /** Every job has an end: an unlimited backlog would come down on a host after years. */
  static Duration expiry(ParseResult parsed, JobsSetup setup) {
    String text = parsed.matchedOptionValue(EXPIRES.name(), "");
    if (text.isEmpty()) {
      return setup.settings().expiry().usual();
    }
    Duration wanted = EXPIRES.argument(text);
    Duration longest = setup.settings().expiry().longest();
    if (wanted.isZero() || wanted.compareTo(longest) > 0) {
      throw new RunnerException(
          ExitCode.USAGE,
          EXPIRES.name(),
          "'" + text + "' is not between 1 s and max_expiry",
          "at most " + TimeSpan.exact(longest) + "; or raise max_expiry in [jobs]");
    }
    return wanted;
  }
}
