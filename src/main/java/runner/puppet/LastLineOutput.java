package runner.puppet;

import java.nio.ByteBuffer;
import java.util.Optional;
import runner.exec.output.ByteSplitter;
import runner.exec.output.Output;

/**
 * The answer to a question put to Puppet: the last line it printed; complaints are dropped. It is
 * read once Puppet has ended.
 */
final class LastLineOutput implements Output {
  private String last = "";
  private final ByteSplitter lines =
      ByteSplitter.ofLines(line -> last = line.isBlank() ? last : line.strip());

  @Override
  public synchronized void out(ByteBuffer bytes) {
    lines.accept(bytes);
  }

  @Override
  public void err(ByteBuffer bytes) {
    // Warnings about settings, which the agent itself repeats.
  }

  synchronized Optional<String> answer() {
    lines.end();
    return Optional.of(last).filter(text -> !text.isEmpty());
  }
}
