package runner.cli.puppet;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.puppet.PuppetOutcome;
import runner.puppet.TaskCode;

/** The drop-in for retrypuppet: Puppet's exit code is passed on, 2 too. */
public final class RetryPuppetCommand implements Verb {
  public static final String NAME = "retrypuppet";

  /** What sh answers for a command that cannot be started. */
  private static final int NOT_STARTED = 127;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .customSynopsis("runner [-c FILE] [--state-dir DIR] [-q|-v] " + NAME + " [ARGS...]")
        .description(
            "Call puppet with everything that follows; wait while another run is in progress.",
            "Exits with Puppet's own code, 11 when the lock was never free, 127 without Puppet.");
    return spec;
  }

  /**
   * Puppet gets only what {@code FastPath} cut off; a call through the command model is a mistake.
   */
  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    throw notCut(parsed, NAME);
  }

  static CommandLine.ParameterException notCut(ParseResult parsed, String name) {
    return new CommandLine.ParameterException(
        parsed.commandSpec().commandLine(),
        "only -c, --state-dir, -q and -v may stand before " + name);
  }

  public static int run(GlobalOptions common, List<String> arguments, Machine host) {
    try (PuppetSession session = PuppetSession.open(common, host)) {
      PuppetOutcome outcome = session.puppet().run(arguments);
      if (outcome instanceof PuppetOutcome.Ended ended) {
        return ended.code();
      }
      if (outcome instanceof PuppetOutcome.Stopped) {
        return session.signalled();
      }
      if (outcome instanceof PuppetOutcome.NotStarted fault) {
        session.say(fault);
        return NOT_STARTED;
      }
      return notRun(outcome, TaskCode.of(outcome, session.settings()), host);
    }
  }

  /** Puppet was there and did nothing; where it did not say why itself, we do. */
  private static int notRun(PuppetOutcome outcome, TaskCode reading, Machine host) {
    if (!(outcome instanceof PuppetOutcome.Disabled disabled)) {
      Messages.say("puppet: " + reading.words(), host);
      return reading.code();
    }
    if (!disabled.told()) {
      Messages.say("puppet: " + reading.words(), host);
    }
    return disabled.code();
  }
}
