package runner.cli.puppet;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.puppet.PuppetOutcome;
import runner.puppet.TaskCode;
import runner.report.text.LogLevel;

/** The stock task: one run of the agent, read as a task's code. */
public final class PuppetAgentCommand implements Verb {
  public static final String NAME = "puppet-agent";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .customSynopsis("runner [-c FILE] [--state-dir DIR] [-q|-v] " + NAME + " [ARGS...]")
        .description(
            "Run puppet agent -t with everything that follows, as a task: Puppet's codes are read.",
            "Exits 0 when nothing failed, whether anything was changed or not; 1 when something"
                + " failed; 3 when Puppet is disabled (on_disabled); 11 when the lock was never"
                + " free; 69 without Puppet; 128+n when signal n ended it.");
    return spec;
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    throw RetryPuppetCommand.notCut(parsed, NAME);
  }

  public static int run(GlobalOptions common, List<String> arguments, Machine host) {
    try (PuppetSession session = PuppetSession.open(common, host)) {
      PuppetOutcome outcome = session.puppet().runAgent(arguments);
      if (outcome instanceof PuppetOutcome.Stopped) {
        return session.signalled();
      }
      TaskCode reading = TaskCode.of(outcome, session.settings());
      if (outcome instanceof PuppetOutcome.NotStarted fault) {
        session.say(fault);
      } else if (!reading.good() || common.level() != LogLevel.WARN) {
        Messages.say(NAME + ": " + reading.words(), host);
      }
      return reading.code();
    }
  }
}
