package runner.cli.chain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import runner.cli.config.ChainSetup;
import runner.cli.host.Host;
import runner.cli.host.Version;
import runner.event.Attempt;
import runner.event.Events;
import runner.report.metrics.MetricsFile;
import runner.report.trace.Trace;

/** What a chain tells machines: metrics where a file is named for them, and its trace. */
final class Telemetry {
  private final Trace trace;
  private final List<Events> sinks = new ArrayList<>();

  /**
   * Telemetry of one invocation.
   *
   * @param lockWait how long another runner was waited for
   */
  Telemetry(ChainSetup setup, Duration lockWait, Events warnings) {
    Host host = setup.host();
    // The version lies in a resource, for which a jar would be opened: 8 ms of a start.
    this.trace =
        new Trace(
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

  List<Events> sinks() {
    return sinks;
  }

  /** Variables by which an attempt finds the trace. */
  Map<String, String> variables(Attempt attempt) {
    return trace.variables(attempt);
  }

  /** Says what is left to say; quickly, if somebody waits for the end. */
  void close(boolean hurried) {
    trace.close(hurried);
  }
}
