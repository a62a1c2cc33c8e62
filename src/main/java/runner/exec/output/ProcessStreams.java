package runner.exec.output;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import runner.task.Clock;
import runner.wait.StopRequest;

/** The two streams of one process, or one pipe for both where the order between them matters. */
public final class ProcessStreams {
  private static final Duration QUIET = Duration.ofMillis(100);

  private final NamedPipes pipes;
  private final List<NamedPipes.Lease> leases = new ArrayList<>();
  private final List<StreamPump> pumps = new ArrayList<>();

  private ProcessStreams(NamedPipes pipes) {
    this.pipes = pipes;
  }

  public static ProcessStreams open(NamedPipes pipes, Output output, Clock clock)
      throws IOException {
    ProcessStreams streams = new ProcessStreams(pipes);
    try {
      streams.leases.add(pipes.lease());
      if (!output.merged()) {
        streams.leases.add(pipes.lease());
      }
    } catch (IOException e) {
      streams.letGo();
      throw e;
    }
    streams.startPumps(output, clock);
    return streams;
  }

  private void startPumps(Output output, Clock clock) {
    AtomicInteger open = new AtomicInteger(leases.size());
    List<Consumer<ByteBuffer>> sinks = List.of(output::out, output::err);
    for (int i = 0; i < leases.size(); i++) {
      NamedPipes.Lease lease = leases.get(i);
      Runnable atEnd = () -> ended(lease, open, output);
      pumps.add(StreamPump.start(lease.reader(), sinks.get(i), atEnd, clock));
    }
  }

  private void ended(NamedPipes.Lease lease, AtomicInteger open, Output output) {
    if (open.decrementAndGet() == 0) {
      output.end();
    }
    pipes.giveBack(lease);
  }

  public File out() {
    return leases.get(0).file();
  }

  public File err() {
    return leases.get(leases.size() - 1).file();
  }

  /** Closes our own writing ends, also when the process could not be started. */
  public void letGo() throws IOException {
    for (NamedPipes.Lease lease : leases) {
      lease.letGo();
    }
  }

  /** Called after the process has ended: passes on the output that is left. */
  public void drain(StopRequest stop) {
    pumps.forEach(pump -> pump.drain(QUIET, stop));
  }
}
