package runner.jobs.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runner.files.DurableFiles;
import runner.jobs.JobId;
import runner.journal.disk.CorruptStateException;
import runner.text.EnumWord;

/**
 * The directory of one host. Where a file lies decides whose it is: what is in {@code pending}
 * belongs to whoever renames it first, what is in {@code claimed} to the host alone, what is in
 * {@code ended} is over.
 */
record HostQueue(Path path, String host) {
  /** A job, its longest output with every character escaped, and its changes. */
  private static final int LARGEST = 1 << 20;

  private static final int WRITABLE_BY_OTHERS = 0022;

  /** Of a mode what kind of file it is, and an ordinary one; see inode(7). */
  private static final int KIND = 0170000;

  private static final int REGULAR = 0100000;

  /** Where a file lies. */
  enum Place {
    TMP,
    PENDING,
    CLAIMED,
    ENDED,
    QUARANTINE;

    String directory() {
      return EnumWord.of(this);
    }
  }

  /** Makes the directories that are missing. */
  void make() throws IOException {
    DurableFiles.directory(path);
    for (Place place : Place.values()) {
      DurableFiles.directory(path.resolve(place.directory()));
    }
  }

  Path file(Place place, JobId jid) {
    return directory(place).resolve(jid.text());
  }

  Path directory(Place place) {
    return path.resolve(place.directory());
  }

  /** The names of jobs in a place, the oldest first. */
  List<JobId> jids(Place place) throws IOException {
    return names(place).stream().map(JobId::parse).flatMap(Optional::stream).sorted().toList();
  }

  /** Everything in a place, whatever it is called. */
  List<String> names(Place place) throws IOException {
    try {
      return DurableFiles.list(directory(place)).stream()
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /**
   * Reads a file, if nobody else could have written it.
   *
   * @throws CorruptStateException where it is not what one of us wrote for this host under this
   *     name
   * @throws NoSuchFileException where it is gone
   */
  JobFile read(Place place, JobId jid) throws IOException, CorruptStateException {
    Path file = file(place, jid);
    mustBeOurs(file);
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      bytes = in.readNBytes(LARGEST + 1);
    }
    if (bytes.length > LARGEST) {
      throw new CorruptStateException("larger than any job");
    }
    JobFile entry = JobFile.decode(bytes);
    if (!entry.delivery().job().jid().equals(jid)) {
      throw new CorruptStateException("the file of another job");
    }
    if (!entry.delivery().host().equals(host)) {
      throw new CorruptStateException("a job for " + entry.delivery().host() + ", not for " + host);
    }
    return entry;
  }

  private static void mustBeOurs(Path file) throws IOException, CorruptStateException {
    Map<String, Object> stat =
        Files.readAttributes(file, "unix:mode,uid,nlink", LinkOption.NOFOLLOW_LINKS);
    int mode = (Integer) stat.get("mode");
    if ((mode & KIND) != REGULAR) {
      throw new CorruptStateException("not a regular file");
    }
    if ((Integer) stat.get("nlink") != 1) {
      throw new CorruptStateException("has a second name");
    }
    if (!stat.get("uid").equals(0) && !stat.get("uid").equals(caller())) {
      throw new CorruptStateException("owned by user " + stat.get("uid"));
    }
    if ((mode & WRITABLE_BY_OTHERS) != 0) {
      throw new CorruptStateException("writable by others");
    }
  }

  private static Object caller() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  /** Writes a file, whole or not at all. */
  void write(Place place, JobFile entry, Instant now) throws IOException {
    Path draft = file(Place.TMP, entry.delivery().job().jid());
    draft(entry, now);
    DurableFiles.move(draft, file(place, entry.delivery().job().jid()));
  }

  /** Writes what is not to be seen before it is moved. */
  void draft(JobFile entry, Instant now) throws IOException {
    Path draft = file(Place.TMP, entry.delivery().job().jid());
    DurableFiles.remove(draft);
    try (FileChannel file = DurableFiles.fresh(draft)) {
      DurableFiles.append(file, entry.encode(now));
    } catch (IOException e) {
      DurableFiles.remove(draft);
      throw e;
    }
  }

  /**
   * Takes a file from one place to another.
   *
   * @return false where somebody else was quicker
   */
  boolean move(JobId jid, Place from, Place to) throws IOException {
    try {
      DurableFiles.move(file(from, jid), file(to, jid));
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  void remove(Place place, JobId jid) throws IOException {
    DurableFiles.remove(file(place, jid));
  }

  boolean has(Place place, JobId jid) {
    return Files.exists(file(place, jid), LinkOption.NOFOLLOW_LINKS);
  }
}
