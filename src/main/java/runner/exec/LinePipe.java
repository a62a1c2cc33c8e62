package runner.exec;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import runner.exec.spawn.ProcessSpawner;

/** A helper that reads lines from us for as long as we live, such as logger(1). */
public final class LinePipe {
  private final BufferedWriter lines;

  private LinePipe(BufferedWriter lines) {
    this.lines = lines;
  }

  /** Starts the helper in a session of its own, so that a signal to ours does not end it first. */
  public static LinePipe start(List<String> argv) throws IOException {
    List<String> detached = new ArrayList<>(List.of("/usr/bin/setsid"));
    detached.addAll(argv);
    return new LinePipe(ProcessSpawner.listening(detached).outputWriter(StandardCharsets.UTF_8));
  }

  /** Passes one line to the helper. */
  public void line(String text) throws IOException {
    lines.write(text + "\n");
    lines.flush();
  }
}
