package runner.report.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import runner.exec.output.Output;
import runner.exec.output.OutputTail;
import runner.journal.AttemptLog;
import runner.wait.StopRequest;

/**
 * The runner's own standard output and error, to which tasks' output is passed unchanged. A reader
 * that goes away ({@code runner | head -1}) stops the passing on, never the chain.
 */
public final class StandardStreams {
  /** How much of an output is remembered for its last lines. */
  private static final int TAIL = 1 << 12;

  private final InterruptibleWriter writer;
  private final Stream out = new Stream(FileDescriptor.out, 1);
  private final Stream err = new Stream(FileDescriptor.err, 2);
  private final boolean merged = sameFile();
  private final TerminalStyle look;
  private final LiveTerminal pane;
  private volatile OutputTail tail = new OutputTail(TAIL);

  /** A screen without anything live. */
  public StandardStreams(StopRequest stop) {
    this(stop, TerminalStyle.plain());
  }

  /** A screen whose own lines wait no longer for a sleeping reader once a stop is requested. */
  public StandardStreams(StopRequest stop, TerminalStyle look) {
    this.writer = new InterruptibleWriter(stop);
    this.look = look;
    this.pane =
        look.form() == TerminalStyle.Form.LIVE
            ? LiveTerminal.live(err::write)
            : LiveTerminal.plain(err::write);
  }

  private static final class Stream {
    private FileChannel channel;
    private final Path path;
    private boolean broken;

    Stream(FileDescriptor descriptor, int number) {
      this.channel = new FileOutputStream(descriptor).getChannel();
      this.path = Path.of("/proc/self/fd/" + number);
    }

    synchronized void write(ByteBuffer bytes) {
      try {
        while (!broken && bytes.hasRemaining()) {
          if (channel.write(bytes) == 0) {
            // Somebody made it non-blocking; opened anew it waits for its reader again.
            channel = FileChannel.open(path, StandardOpenOption.WRITE);
          }
        }
      } catch (IOException e) {
        broken = true;
      }
    }
  }

  public void out(ByteBuffer bytes) {
    if (merged) {
      pane.pass(bytes, out::write);
    } else {
      out.write(bytes);
    }
  }

  public void err(ByteBuffer bytes) {
    pane.pass(bytes, err::write);
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
    writer.run(() -> pane.say(lines, below));
  }

  TerminalStyle look() {
    return look;
  }

  /** Leaves nothing live behind. */
  public void clear() {
    say(List.of(), Optional.empty());
  }

  /** Whether both streams are one file, so that their order can be kept. */
  public boolean merged() {
    return merged;
  }

  private static boolean sameFile() {
    try {
      Path out = Path.of("/proc/self/fd/1");
      Path err = Path.of("/proc/self/fd/2");
      return Files.getAttribute(out, "unix:dev").equals(Files.getAttribute(err, "unix:dev"))
          && Files.getAttribute(out, "unix:ino").equals(Files.getAttribute(err, "unix:ino"));
    } catch (IOException e) {
      return false;
    }
  }
}
