package runner.report.terminal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import runner.exec.LinePipe;
import runner.exec.output.Output;
import runner.exec.output.OutputTail;
import runner.journal.AttemptLog;
import runner.stream.ProgramStreams;
import runner.stream.StreamWriter;
import runner.wait.StopRequest;

/**
 * The runner's own standard output and error, to which tasks' output is passed unchanged. A reader
 * that goes away ({@code runner | head -1}) stops the passing on, never the chain; one that takes
 * nothing keeps it for some seconds ({@link StreamWriter}).
 */
public final class StandardStreams {
  /** How much of an output is remembered for its last lines. */
  private static final int TAIL = 1 << 12;

  private final ProgramStreams streams;
  private final TerminalStyle look;
  private final LiveTerminal pane;
  private volatile OutputTail tail = new OutputTail(TAIL);

  /** A screen without anything live. */
  public StandardStreams(ProgramStreams streams, StopRequest stop) {
    this(streams, stop, TerminalStyle.plain());
  }

  /** A screen that waits no longer for a sleeping reader once a stop is requested. */
  public StandardStreams(ProgramStreams streams, StopRequest stop, TerminalStyle look) {
    this.streams = streams;
    this.look = look;
    Screen screen = new Screen(streams.err());
    this.pane =
        look.form() == TerminalStyle.Form.LIVE
            ? LiveTerminal.live(screen)
            : LiveTerminal.plain(screen);
    streams.err().notices(look::notice);
    stop.listen(streams::hurry);
  }

  private record Screen(StreamWriter stream) implements LiveTerminal.Screen {
    @Override
    public void write(ByteBuffer bytes) {
      stream.write(bytes);
    }

    @Override
    public void decorate(ByteBuffer bytes) {
      stream.decorate(bytes);
    }
  }

  public void out(ByteBuffer bytes) {
    if (merged()) {
      err(bytes);
    } else {
      streams.out().write(bytes);
    }
  }

  public void err(ByteBuffer bytes) {
    pane.pass(bytes);
  }

  /** Output of a process that appears here and is kept in a log, where there is one. */
  public Output output(Optional<AttemptLog> log) {
    OutputTail fresh = new OutputTail(TAIL);
    tail = fresh;
    return fresh.tee(new LoggedOutput(this, log));
  }

  /** The last lines of the output that was asked for last. */
  List<String> lastLines(int most) {
    return LastLines.of(tail, most);
  }

  /**
   * Writes lines of our own to standard error, at one stroke.
   *
   * @param below asked each second for the line that stands below them on a terminal
   */
  void say(List<String> lines, Optional<Supplier<String>> below) {
    pane.say(lines, below);
  }

  /** Starts a helper that is told what appears here. */
  LinePipe helper(List<String> argv, LongFunction<String> notice) throws IOException {
    return LinePipe.start(argv, streams, notice);
  }

  TerminalStyle look() {
    return look;
  }

  /** Leaves nothing live behind, and nothing to be written where somebody reads. */
  public void clear() {
    say(List.of(), Optional.empty());
    try {
      streams.err().flush();
    } catch (IOException e) {
      // Nobody reads it any more.
    }
  }

  /** Whether both streams are one file, so that their order can be kept. */
  public boolean merged() {
    return streams.merged();
  }
}
