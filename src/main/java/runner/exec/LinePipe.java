package runner.exec;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import runner.exec.spawn.ProcessSpawner;
import runner.stream.ProgramStreams;
import runner.stream.StreamWriter;

/** A helper that reads lines from us for as long as we live, such as logger(1). */
public final class LinePipe {
  private final StreamWriter helper;

  private LinePipe(StreamWriter helper) {
    this.helper = helper;
  }

  /**
   * Starts the helper in a session of its own, so that a signal to ours does not end it first.
   *
   * @param streams which see to it that a helper that hangs keeps nobody
   * @param notice the line that tells a helper of what it missed while it hung, with its line end
   */
  public static LinePipe start(
      List<String> argv, ProgramStreams streams, LongFunction<String> notice) throws IOException {
    List<String> detached = new ArrayList<>(List.of("/usr/bin/setsid"));
    detached.addAll(argv);
    OutputStream input = ProcessSpawner.listening(detached).getOutputStream();
    return new LinePipe(streams.toHelper(bytes -> write(bytes, input), notice));
  }

  private static void write(ByteBuffer bytes, OutputStream input) throws IOException {
    byte[] piece = new byte[bytes.remaining()];
    bytes.get(piece);
    input.write(piece);
    input.flush();
  }

  /** Passes one line to the helper; one that was ended or hangs does not get it. */
  public void line(String text) {
    helper.write(StandardCharsets.UTF_8.encode(text + "\n"));
  }
}
