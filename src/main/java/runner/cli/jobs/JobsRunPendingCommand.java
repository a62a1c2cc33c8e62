package runner.cli.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.cli.session.ConsoleSession;
import runner.cli.session.RunSession;
import runner.cli.session.StateSession;
import runner.event.EventSink;
import runner.jobs.Delivery;
import runner.jobs.Delivery.State;
import runner.jobs.Store;
import runner.plan.ChainSettings;
import runner.task.ExitCode;
import runner.task.Problem;
import runner.task.RunnerException;
import runner.wait.StopRequest;

/** Does at once what the next start would do. */
final class JobsRunPendingCommand implements Verb {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Do this host's pending jobs now, as a start would."
                + " Exit: 0 all done, 1 one was not, 75 a runner is at work.");
    return spec.addOption(GlobalOptions.flag("Show them, and run none.", "--dry-run"));
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    JobsSetup setup = JobsSetup.of(common, host).open();
    return parsed.hasMatchedOption("--dry-run") ? show(setup, host) : perform(setup);
  }

  private static int show(JobsSetup setup, Machine host) {
    Store.Query query =
        new Store.Query(
            Optional.empty(),
            Optional.of(setup.hostId()),
            java.util.Set.of(State.PENDING),
            Optional.empty(),
            Optional.empty());
    try (Store store = setup.store()) {
      store.each(query, delivery -> host.out().print(line(delivery, host) + "\n"));
    }
    return ExitCode.DONE.number();
  }

  private static String line(Delivery delivery, Machine host) {
    String when = delivery.due(host.clock().now()) == Delivery.Due.NOW ? "runs" : "waits";
    return delivery.job().jid() + " " + delivery.job().work().task() + " " + when;
  }

  private static int perform(JobsSetup setup) {
    String next = setup.common().command("jobs list", setup.host());
    ConsoleSession console = ConsoleSession.open(setup.common(), setup.host(), failed -> next);
    try (StateSession state = StateSession.open(console, setup.config(), Optional.empty());
        RunSession session = RunSession.open(console, setup.config(), state)) {
      Optional<EventSink> hook = session.hook(chain(setup), session.people());
      Map<State, Integer> ends = JobsRunner.of(setup, session, hook).run();
      StopRequest stop = session.stop();
      return stop.requested() ? 128 + stop.signal().orElseThrow() : code(ends);
    }
  }

  private static ChainSettings chain(JobsSetup setup) {
    List<Problem> problems = new ArrayList<>();
    ChainSettings chain = ChainSettings.from(setup.config(), problems::add);
    if (!problems.isEmpty()) {
      throw new RunnerException(problems);
    }
    return chain;
  }

  private static int code(Map<State, Integer> ends) {
    boolean fine = ends.keySet().stream().allMatch(state -> state == State.SUCCEEDED);
    return fine ? ExitCode.DONE.number() : ExitCode.FAILED.number();
  }
}
