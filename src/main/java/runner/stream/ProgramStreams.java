package runner.stream;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongFunction;
import runner.task.Clock;
import runner.wait.Deadline;

/**
 * Everything that the program writes to and somebody else reads. No other code writes to standard
 * output and error once this is open.
 */
public final class ProgramStreams {
  /** What a reader that takes nothing gets once the program is told to stop. */
  private static final Duration MOMENT = Duration.ofMillis(500);

  private final Clock clock;
  private final boolean merged;
  private final StreamWriter out;
  private final StreamWriter err;
  private final List<StreamWriter> all = new CopyOnWriteArrayList<>();
  private volatile Optional<Duration> patience = Optional.empty();

  private ProgramStreams(Clock clock) {
    this.clock = clock;
    this.merged = sameFile();
    this.out = open(FileDescriptor.out, 1);
    this.err = merged ? out : open(FileDescriptor.err, 2);
  }

  /** Opens standard output and error, each with a thread of its own. */
  public static ProgramStreams open(Clock clock) {
    return new ProgramStreams(clock);
  }

  private StreamWriter open(FileDescriptor descriptor, int number) {
    return add(
        StreamWriter.start(
            new DescriptorSink(descriptor, number),
            StreamKind.of(number),
            ProgramStreams::notice,
            clock));
  }

  private static String notice(long bytes) {
    return "[runner: " + missing(bytes) + "]\n";
  }

  /** How a notice tells that bytes were left out of a stream. */
  public static String missing(long bytes) {
    return bytes + " bytes are missing here: this stream was not read";
  }

  /** Opens what leads to a helper, such as its standard input. */
  public StreamWriter toHelper(StreamWriter.Sink sink, LongFunction<String> notice) {
    return add(StreamWriter.start(sink, StreamKind.PIPE, notice, clock));
  }

  private StreamWriter add(StreamWriter writer) {
    patience.ifPresent(writer::hurry);
    all.add(writer);
    return writer;
  }

  public StreamWriter out() {
    return out;
  }

  /** The same as {@link #out} where both are one file, so that their order is kept. */
  public StreamWriter err() {
    return err;
  }

  /** Whether standard output and error are one file. */
  public boolean merged() {
    return merged;
  }

  /** From now on a reader that takes nothing is waited for no longer than a moment. */
  public void hurry() {
    patience = Optional.of(MOMENT);
    all.forEach(writer -> writer.hurry(MOMENT));
  }

  /**
   * Waits until all is written, also by a reader that had stalled. Called once, before the program
   * ends.
   *
   * @param longest for all streams together
   */
  public void end(Duration longest) {
    Deadline deadline = new Deadline(clock, patience.or(() -> Optional.of(longest)));
    all.forEach(writer -> writer.await(deadline));
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
