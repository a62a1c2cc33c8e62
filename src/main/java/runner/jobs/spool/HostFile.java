package runner.jobs.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import runner.files.AtomicFile;
import runner.jobs.Inbox;
import runner.jobs.Store.HostInfo;
import runner.journal.disk.CorruptStateException;
import runner.journal.disk.JournalRecord;

/** The file in which a host records when it was last here, and in which boot. */
final class HostFile {
  private static final String TYPE = "host";

  private HostFile() {}

  static Optional<HostInfo> read(HostQueue box, Consumer<String> alarm) throws IOException {
    Path file = file(box);
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      JournalRecord line = JournalRecord.decode(Files.readAllBytes(file));
      return Optional.of(
          new HostInfo(
              box.host(),
              line.text("incarnation"),
              line.text("boot"),
              line.instant("last_boot"),
              line.at(),
              line.text("version")));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (CorruptStateException e) {
      alarm.accept(file + " is damaged: " + e.getMessage());
      return Optional.empty();
    }
  }

  static void write(HostQueue box, Inbox.Hello hello, Instant now, Consumer<String> alarm)
      throws IOException {
    Instant booted =
        read(box, alarm)
            .filter(before -> before.boot().equals(hello.boot()))
            .map(HostInfo::lastBoot)
            .orElse(now);
    AtomicFile.durable(file(box))
        .write(
            JournalRecord.of(TYPE, now)
                .with("incarnation", hello.incarnation())
                .with("boot", hello.boot())
                .with("last_boot", booted.toString())
                .with("version", hello.version())
                .encode());
  }

  private static Path file(HostQueue box) {
    return box.path().resolve("host");
  }
}
