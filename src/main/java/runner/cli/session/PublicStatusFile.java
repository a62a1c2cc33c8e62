package runner.cli.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import runner.cli.host.Machine;
import runner.event.Event;
import runner.event.EventSink;
import runner.files.AtomicFile;
import runner.files.FileErrors;
import runner.journal.StateDirectory;
import runner.report.status.PublicStatus;
import runner.report.status.Status;

/** The file in which the chain of root shows its status to every user. */
public final class PublicStatusFile {
  public static final Path PATH = Path.of("/run/runner/status.json");

  private PublicStatusFile() {}

  /** Opens it for the chain of the system's state directory, and for no other. */
  public static Optional<PublicStatus> of(
      Path stateDirectory, Optional<Path> config, Machine host, EventSink warnings) {
    if (!isOf(stateDirectory, host)) {
      return Optional.empty();
    }
    try {
      StateDirectory.makePublic(PATH.getParent());
    } catch (IOException e) {
      String text = PATH + " is not written: " + FileErrors.reason(e);
      warnings.accept(new Event.Warning(text));
      return Optional.empty();
    }
    String name = config.map(Path::toString).orElse("");
    return Optional.of(
        PublicStatus.open(host.process(), name, host.clock(), PublicStatusFile::write));
  }

  /** Whether the chain of this state directory shows its status there. */
  public static boolean isOf(Path stateDirectory, Machine host) {
    return host.root() && stateDirectory.normalize().equals(StateLocation.OF_SYSTEM);
  }

  /**
   * What it tells.
   *
   * @return empty where it is missing, cannot be read, or is of another version
   */
  public static Optional<Status.Run> read() {
    try {
      return Optional.of(Status.read(Files.readString(PATH)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Shows that a start was refused. One whose configuration is not believed may be of another chain
   * than the one that is shown in this boot, and then shows nothing.
   */
  public static void tell(
      Path stateDirectory, Machine host, String config, boolean believed, Event event) {
    boolean another =
        read()
            .filter(run -> run.runner().boot().agreesWith(host.bootId()))
            .filter(run -> !run.config().equals(config))
            .isPresent();
    if (!isOf(stateDirectory, host) || (another && !believed)) {
      return;
    }
    try {
      StateDirectory.makePublic(PATH.getParent());
      write(PublicStatus.only(host.process(), config, host.clock(), event));
    } catch (IOException e) {
      // There is no place where everybody could read it.
    }
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
