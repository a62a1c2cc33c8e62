package runner.report.metrics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import runner.config.Key;
import runner.event.Event;
import runner.event.EventSink;
import runner.task.Clock;

/**
 * Keeps the file of metrics that node_exporter's textfile collector reads: written when an
 * iteration begins, before each further pass, and when it ends. A reader finds the old text or the
 * new. That it cannot be written is a warning, said once.
 */
public final class MetricsFile implements EventSink {
  /** Where it lies; without it there is none. */
  public static final Key<Optional<Path>> KEY =
      Key.path(
          "metrics_file",
          "metrics for Prometheus are written here, for node_exporter's textfile collector");

  private static final Set<PosixFilePermission> FOR_ALL =
      PosixFilePermissions.fromString("rw-r--r--");

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

  @Override
  public void accept(Event event) {
    if (figures.note(event, clock.now())) {
      try {
        publish(MetricsText.of(figures));
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

  /** Nobody who may write in the directory can redirect this write to another file. */
  private void publish(String text) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file)) {
      throw new IOException("it is no regular file");
    }
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    try (FileChannel channel =
        FileChannel.open(
            draft,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(FOR_ALL))) {
      ByteBuffer left = StandardCharsets.UTF_8.encode(text);
      while (left.hasRemaining()) {
        channel.write(left);
      }
    }
    Files.setPosixFilePermissions(draft, FOR_ALL);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private void warn(IOException fault) {
    if (!warned) {
      warned = true;
      warnings.accept(
          new Event.Warning("metrics_file '" + file + "': cannot be written: " + words(fault)));
    }
  }

  private static String words(IOException fault) {
    String kind = fault.getClass().getSimpleName().replace("Exception", "");
    boolean plain = fault.getClass() == IOException.class;
    return plain ? fault.getMessage() : kind + " " + fault.getMessage();
  }
}
