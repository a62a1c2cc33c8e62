package runner.cli.jobs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.cli.host.Signals;
import runner.cli.session.ConfigCmdVariable;
import runner.cli.session.ScratchSpace;
import runner.cli.session.StateSession;
import runner.cli.session.TaskEnvironment;
import runner.event.EventSink;
import runner.exec.spawn.Environment;
import runner.jobs.Delivery;
import runner.jobs.Delivery.State;
import runner.jobs.Store;
import runner.plan.ChainSettings;
import runner.report.TaskHook;
import runner.report.terminal.Console;
import runner.report.terminal.StandardStreams;
import runner.report.terminal.TerminalStyle;
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
    Machine host = setup.host();
    StopRequest stop = new StopRequest();
    Signals.handle(stop);
    StandardStreams screen =
        new StandardStreams(stop, TerminalStyle.of(2, host::variable, setup.common().colors()));
    String next = setup.common().command("jobs list", host);
    EventSink people = new Console(screen, setup.common().level(), host.clock(), failed -> next);
    Path path = setup.statePath();
    try (StateSession state =
        StateSession.open(
            path,
            Optional.empty(),
            setup.config().section("runner").value(ChainSettings.KILL_GRACE),
            stop,
            host,
            people)) {
      ScratchSpace scratch = ScratchSpace.open(state.directory(), host, people);
      try {
        Map<State, Integer> ends = stage(setup, scratch, screen, people, stop).run();
        return stop.requested() ? 128 + stop.signal().orElseThrow() : code(ends);
      } finally {
        screen.clear();
        scratch.supervisor().close();
      }
    }
  }

  private static JobsRunner stage(
      JobsSetup setup,
      ScratchSpace scratch,
      StandardStreams screen,
      EventSink people,
      StopRequest stop) {
    Machine host = setup.host();
    String look = ConfigCmdVariable.of(setup.common().configFile(), host, scratch.directory());
    Environment environment = TaskEnvironment.of(setup.config(), look, host);
    List<Problem> problems = new ArrayList<>();
    ChainSettings chain = ChainSettings.from(setup.config(), problems::add);
    if (!problems.isEmpty()) {
      throw new RunnerException(problems);
    }
    List<EventSink> sinks = new ArrayList<>(List.of(people));
    if (!chain.hook().isEmpty()) {
      TaskHook.Settings settings =
          new TaskHook.Settings(chain.hook(), chain.hookMaxTime(), chain.killGrace(), host.name());
      sinks.add(
          new TaskHook(
              settings,
              scratch.supervisor(),
              environment,
              screen.output(Optional.empty()),
              stop,
              people));
    }
    return new JobsRunner(
        setup, scratch.supervisor(), environment, screen, EventSink.all(sinks), stop);
  }

  private static int code(Map<State, Integer> ends) {
    boolean fine = ends.keySet().stream().allMatch(state -> state == State.SUCCEEDED);
    return fine ? ExitCode.DONE.number() : ExitCode.FAILED.number();
  }
}
