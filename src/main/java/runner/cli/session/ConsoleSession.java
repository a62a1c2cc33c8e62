package runner.cli.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import runner.cli.command.GlobalOptions;
import runner.cli.host.Machine;
import runner.cli.host.Signals;
import runner.event.EventSink;
import runner.report.terminal.Console;
import runner.report.terminal.StandardStreams;
import runner.report.terminal.TerminalStyle;
import runner.wait.StopRequest;

/**
 * What a run has before it touches the disk: a stop request that signals set, and the console.
 *
 * @param stop requested by a signal
 * @param streams the runner's own output and error
 * @param people the console, and whatever else says the same for people to read
 */
public record ConsoleSession(
    GlobalOptions options,
    Machine machine,
    StopRequest stop,
    StandardStreams streams,
    EventSink people) {

  /**
   * Hears signals and opens the console.
   *
   * @param next what its last line says to type for more, given the task that failed
   */
  public static ConsoleSession open(
      GlobalOptions options, Machine machine, Function<Optional<String>, String> next) {
    StopRequest stop = new StopRequest();
    Signals.handle(stop);
    StandardStreams streams =
        new StandardStreams(
            machine.streams(), stop, TerminalStyle.of(2, machine::variable, options.colors()));
    EventSink console = new Console(streams, options.level(), machine.clock(), next);
    return new ConsoleSession(options, machine, stop, streams, console);
  }

  /** The same, with others told after the console. */
  public ConsoleSession alsoTelling(List<EventSink> others) {
    List<EventSink> all = new ArrayList<>(List.of(people));
    all.addAll(others);
    return new ConsoleSession(options, machine, stop, streams, EventSink.all(all));
  }
}
