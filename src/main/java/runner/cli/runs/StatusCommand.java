package runner.cli.runs;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.config.Key;
import runner.journal.RunRecord;
import runner.report.status.Status;
import runner.report.terminal.TerminalStyle;
import runner.task.ExitCode;

/** Says how the last run stands. Reads only, and never tries the lock. */
public final class StatusCommand implements Verb {
  private static final Key<Duration> WAIT = Key.duration("--wait", "0", "");

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Say how the last run stands. Exit: 0 succeeded, 1 failed, 3 running or not started in"
                + " this boot, 4 never ran, 124 --wait timed out.");
    spec.addOption(
        GlobalOptions.valued(
            String.class,
            "SECS",
            "Wait for the end of this boot's run, also of one that is yet to begin, so long or,"
                + " without =SECS, for ever.",
            WAIT.name()));
    return spec.addOption(GlobalOptions.flag("Answer in JSON.", "--json"));
  }

  /** The plain question, with no more than {@code --json}. */
  public static int run(GlobalOptions common, boolean json, Machine host) {
    return answer(StatusSource.of(common, host).now(), json, common, host);
  }

  private static int answer(Status status, boolean json, GlobalOptions common, Machine host) {
    TerminalStyle look = TerminalStyle.of(1, host::variable, common.colors());
    host.out().print(json ? status.json() + "\n" : status.text(look));
    host.out().flush();
    return status.exitCode();
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    StatusSource source = StatusSource.of(common, host);
    Status status =
        parsed.hasMatchedOption(WAIT.name()) ? waited(source, parsed, host) : source.now();
    int code = answer(status, parsed.hasMatchedOption("--json"), common, host);
    if (parsed.hasMatchedOption(WAIT.name()) && !status.over(host.bootId())) {
      Messages.say("--wait: the time is over, and no run of this boot has ended", host);
      return ExitCode.TIMED_OUT.number();
    }
    return code;
  }

  private static Status waited(StatusSource source, ParseResult parsed, Machine host) {
    String text = parsed.matchedOptionValue(WAIT.name(), "");
    Optional<Duration> longest = Optional.of(text).filter(t -> !t.isEmpty()).map(WAIT::argument);
    Status status = source.now();
    if (!status.over(host.bootId()) && status.state() != RunRecord.State.RUNNING) {
      Messages.say("no run in this boot yet; waiting for one to begin", host);
    }
    return new StatusWait(source, longest, host).await();
  }
}
