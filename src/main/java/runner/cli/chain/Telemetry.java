package runner.cli.chain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import runner.cli.host.Machine;
import runner.cli.host.Version;
import runner.cli.session.RunSession;
import runner.event.EventSink;
import runner.event.TaskAttempt;
import runner.report.metrics.MetricsFile;
import runner.report.trace.TraceRecorder;

/** What a chain reports to other programs: metrics, where a file is configured, and its trace. */
final class Telemetry {
  private final TraceRecorder trace;
  private final List<EventSink> sinks = new ArrayList<>();

  Telemetry(RunSession session) {
    Machine machine = session.machine();
    // The version lies in a resource, for which a jar would be opened: 8 ms of a start.
    this.trace =
        new TraceRecorder(
            machine.environment(),
            machine.name(),
            machine::randomId,
            Version::number,
            machine.clock(),
            session.people());
    sinks.add(trace);
    Duration lockWait = session.state().waited().orElse(Duration.ZERO);
    session
        .value(MetricsFile.KEY)
        .map(
            file ->
                new MetricsFile(
                    file, Version.number(), lockWait, machine.clock(), session.people()))
        .ifPresent(sinks::add);
  }

  List<EventSink> sinks() {
    return sinks;
  }

  /** Variables by which an attempt finds the trace. */
  Map<String, String> variables(TaskAttempt attempt) {
    return trace.variables(attempt);
  }

  /** Sends the spans that are left; with a short limit if the runner was told to stop. */
  void close(boolean hurried) {
    trace.close(hurried);
  }
}
