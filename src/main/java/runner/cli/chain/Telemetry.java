package runner.cli.chain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import runner.cli.config.ChainDefinition;
import runner.cli.host.Machine;
import runner.cli.host.Version;
import runner.event.EventSink;
import runner.event.TaskAttempt;
import runner.report.metrics.MetricsFile;
import runner.report.trace.TraceRecorder;

/** What a chain tells machines: metrics where a file is named for them, and its trace. */
final class Telemetry {
  private final TraceRecorder trace;
  private final List<EventSink> sinks = new ArrayList<>();

  /**
   * Telemetry of one invocation.
   *
   * @param lockWait how long another runner was waited for
   */
  Telemetry(ChainDefinition setup, Duration lockWait, EventSink warnings) {
    Machine host = setup.host();
    // The version lies in a resource, for which a jar would be opened: 8 ms of a start.
    this.trace =
        new TraceRecorder(
            host.environment(),
            host.name(),
            host::randomId,
            Version::number,
            host.clock(),
            warnings);
    sinks.add(trace);
    setup
        .read(MetricsFile.KEY)
        .map(file -> new MetricsFile(file, Version.number(), lockWait, host.clock(), warnings))
        .ifPresent(sinks::add);
  }

  List<EventSink> sinks() {
    return sinks;
  }

  /** Variables by which an attempt finds the trace. */
  Map<String, String> variables(TaskAttempt attempt) {
    return trace.variables(attempt);
  }

  /** Says what is left to say; quickly, if somebody waits for the end. */
  void close(boolean hurried) {
    trace.close(hurried);
  }
}
