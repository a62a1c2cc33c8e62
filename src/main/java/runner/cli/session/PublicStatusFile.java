package runner.cli.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import runner.cli.host.Machine;
import runner.event.Event;
import runner.event.EventSink;
import runner.files.AtomicFile;
import runner.files.FileErrors;
import runner.journal.StateDirectory;
import runner.report.status.PublicStatus;

/** The file in which the chain of root shows its status to every user. */
public final class PublicStatusFile {
  public static final Path PATH = Path.of("/run/runner/status.json");

  private PublicStatusFile() {}

  /** Opens it for the chain of the system's state directory, and for no other. */
  public static Optional<PublicStatus> of(Path stateDirectory, Machine host, EventSink warnings) {
    if (!host.root() || !stateDirectory.normalize().equals(StateLocation.OF_SYSTEM)) {
      return Optional.empty();
    }
    try {
      StateDirectory.makePublic(PATH.getParent());
    } catch (IOException e) {
      String text = PATH + " is not written: " + FileErrors.reason(e);
      warnings.accept(new Event.Warning(text));
      return Optional.empty();
    }
    return Optional.of(PublicStatus.open(host.process(), host.clock(), PublicStatusFile::write));
  }

  /** A full file system is no reason to disturb the chain; the journal has everything. */
  private static void write(String json) {
    try {
      AtomicFile.of(PATH, "rw-r--r--").write(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return;
    }
  }
}
