package runner.report.metrics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import runner.config.Key;
import runner.event.Event;
import runner.event.EventSink;
import runner.files.AtomicFile;
import runner.files.FileErrors;
import runner.task.Clock;

/**
 * Keeps the file of metrics that node_exporter's textfile collector reads: written when an
 * iteration begins, before each further pass, and when it ends. If it cannot be written, there is
 * one warning.
 */
public final class MetricsFile implements EventSink {
  /** Where it lies; without it there is none. */
  public static final Key<Optional<Path>> KEY =
      Key.path(
          "metrics_file",
          "metrics for Prometheus are written here, for node_exporter's textfile collector");

  private final Path file;
  private final Clock clock;
  private final EventSink warnings;
  private final MetricValues figures;
  private boolean warned;

  /**
   * Metrics of one invocation.
   *
   * @param lockWait how long another runner was waited for
   */
  public MetricsFile(
      Path file, String version, Duration lockWait, Clock clock, EventSink warnings) {
    this.file = file.toAbsolutePath();
    this.clock = clock;
    this.warnings = warnings;
    this.figures = new MetricValues(version, lockWait, PreviousMetrics.of(text(this.file)));
  }

  /** Metrics of a start that never waited for a lock. */
  public static MetricsFile of(Path file, String version, Clock clock, EventSink warnings) {
    return new MetricsFile(file, version, Duration.ZERO, clock, warnings);
  }

  @Override
  public void accept(Event event) {
    if (figures.note(event, clock.now())) {
      try {
        AtomicFile.of(file, "rw-r--r--")
            .write(MetricsText.of(figures).getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        warn(e);
      }
    }
  }

  /** What the last invocation wrote; nothing, where that cannot be read. */
  private static String text(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return "";
    }
  }

  private void warn(IOException fault) {
    if (!warned) {
      warned = true;
      warnings.accept(
          new Event.Warning(
              "metrics_file '" + file + "': cannot be written: " + FileErrors.reason(fault)));
    }
  }
}
