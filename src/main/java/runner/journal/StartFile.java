package runner.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import runner.files.AtomicFile;
import runner.files.DurableFiles;
import runner.files.FileErrors;

/**
 * The last starts, in a file that is filled once and then written in place. A full disk cannot keep
 * it from being true, as it can a journal. Each start has the place of its number, so that a place
 * that a power cut tore is another start's, and a start that could not be recorded is still known
 * when there is room.
 */
final class StartFile {
  static final String NAME = "starts";

  private static final int PLACES = 8;

  private final Path path;
  private boolean failed;

  StartFile(Path stateDirectory) {
    this.path = stateDirectory.resolve(NAME);
  }

  /** All starts that it has, the oldest first. */
  List<StartRecord> read() throws IOException {
    byte[] all = bytes();
    List<StartRecord> starts = new ArrayList<>();
    for (int from = 0; from < all.length; from += StartRecord.SIZE) {
      StartRecord.decode(Arrays.copyOfRange(all, from, from + StartRecord.SIZE))
          .ifPresent(starts::add);
    }
    starts.sort((a, b) -> Long.compare(a.number(), b.number()));
    return starts;
  }

  private byte[] bytes() throws IOException {
    try (InputStream file = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
      return file.readNBytes(PLACES * StartRecord.SIZE);
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  Optional<StartRecord> of(String run) throws IOException {
    for (StartRecord start : read()) {
      if (start.run().equals(run)) {
        return Optional.of(start);
      }
    }
    return Optional.empty();
  }

  /**
   * Puts a start in its place; on the disk when it returns.
   *
   * @return false where the file could not be made yet, since the disk was full from the first
   *     start on
   */
  boolean write(StartRecord start) throws IOException {
    if (failed) {
      throw new IOException("an earlier write to " + path + " failed");
    }
    try (FileChannel file = open()) {
      file.position(start.number() % PLACES * StartRecord.SIZE);
      DurableFiles.append(file, start.encode());
      return true;
    } catch (IOException e) {
      if (FileErrors.isFull(e)) {
        return false;
      }
      // What the kernel could not write once, it may have dropped, and would say nothing more of.
      failed = true;
      throw e;
    }
  }

  private FileChannel open() throws IOException {
    try {
      return DurableFiles.existing(path);
    } catch (NoSuchFileException e) {
      byte[] blanks = new byte[PLACES * StartRecord.SIZE];
      Arrays.fill(blanks, (byte) ' ');
      AtomicFile.durable(path).write(blanks);
      return DurableFiles.existing(path);
    }
  }
}
