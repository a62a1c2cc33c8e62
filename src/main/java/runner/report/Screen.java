package runner.report;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import runner.exec.Output;
import runner.exec.Stop;
import runner.journal.AttemptLog;

/**
 * The runner's own standard output and error, to which tasks' output is passed unchanged. A reader
 * that goes away ({@code runner | head -1}) stops the passing on, never the chain.
 */
public final class Screen {
  private final Patience patience;
  private final Stream out = new Stream(FileDescriptor.out, 1);
  private final Stream err = new Stream(FileDescriptor.err, 2);
  private final boolean merged = sameFile();

  /** A screen whose own lines wait no longer for a sleeping reader once a stop is requested. */
  public Screen(Stop stop) {
    this.patience = new Patience(stop);
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
    out.write(bytes);
  }

  public void err(ByteBuffer bytes) {
    err.write(bytes);
  }

  /** Output of a process that appears here and is kept in a log, where there is one. */
  public Output output(Optional<AttemptLog> log) {
    return new LoggedOutput(this, log);
  }

  /** Writes one line of our own to standard error, at one stroke. */
  public void line(String text) {
    patience.run(() -> err(StandardCharsets.UTF_8.encode(text + "\n")));
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
