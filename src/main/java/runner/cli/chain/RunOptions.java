package runner.cli.chain;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import runner.cli.command.GlobalOptions;
import runner.cli.config.ChainDefinition;
import runner.cli.host.Machine;
import runner.cli.session.ConsoleSession;
import runner.cli.session.StateSession;
import runner.config.Config;
import runner.plan.Plan;
import runner.task.RunnerException;

/**
 * The options of an invocation of the chain.
 *
 * @param times 0 is for ever
 * @param lockWait how long another runner's end is waited for; zero is for ever, none not at all
 */
public record RunOptions(int times, boolean syslog, Optional<Duration> lockWait) {

  /**
   * Runs a chain. A start that ends before anything runs is recorded like one that runs.
   *
   * @param define what the chain is, by its configuration
   * @return the exit code of the program
   */
  public int start(GlobalOptions options, Function<Config, ChainDefinition> define, Machine host) {
    StartRefusal refusal = new StartRefusal(options, host);
    Prepared prepared = prepare(options, define, refusal);
    StateSession state = prepared.state();
    try (state;
        ChainSession session = open(prepared, refusal)) {
      return session.run(times);
    }
  }

  /** What a start has once nothing can turn it away any more. */
  record Prepared(
      ChainDefinition definition, Plan first, ConsoleSession console, StateSession state) {}

  private Prepared prepare(
      GlobalOptions options, Function<Config, ChainDefinition> define, StartRefusal refusal) {
    try {
      ChainDefinition definition = define.apply(options.config());
      Plan first = plan(definition, refusal);
      ConsoleSession console = ChainSession.console(definition, syslog);
      StateSession state = StateSession.open(console, definition.config(), lockWait);
      return new Prepared(definition, first, console, state);
    } catch (RuntimeException | Error e) {
      refusal.record(e);
      throw e;
    }
  }

  /** The first plan, so that every mistake shows before anything runs or is written. */
  private static Plan plan(ChainDefinition definition, StartRefusal refusal) {
    try {
      Plan plan = definition.plan();
      refusal.believe(definition.config());
      return plan;
    } catch (RunnerException e) {
      refusal.believe(definition.config(), e);
      throw e;
    }
  }

  private static ChainSession open(Prepared prepared, StartRefusal refusal) {
    try {
      prepared.state().begin(prepared.definition().host());
      return ChainSession.open(prepared, refusal);
    } catch (RuntimeException | Error e) {
      refusal.recordIn(prepared.state(), e);
      throw e;
    }
  }
}
