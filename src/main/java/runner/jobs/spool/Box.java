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
import runner.jobs.Jid;
import runner.journal.disk.DamageException;
import runner.journal.disk.Durable;

/**
 * The directory of one host. Where a file lies decides whose it is: what is in {@code pending}
 * belongs to whoever renames it first, what is in {@code claimed} to the host alone, what is in
 * {@code ended} is over.
 */
record Box(Path path, String host) {
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
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Makes the directories that are missing. */
  void make() throws IOException {
    Durable.directory(path);
    for (Place place : Place.values()) {
      Durable.directory(path.resolve(place.directory()));
    }
  }

  Path file(Place place, Jid jid) {
    return directory(place).resolve(jid.text());
  }

  Path directory(Place place) {
    return path.resolve(place.directory());
  }

  /** The names of jobs in a place, the oldest first. */
  List<Jid> jids(Place place) throws IOException {
    return names(place).stream().map(Jid::parse).flatMap(Optional::stream).sorted().toList();
  }

  /** Everything in a place, whatever it is called. */
  List<String> names(Place place) throws IOException {
    try {
      return Durable.list(directory(place)).stream()
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
   * @throws DamageException where it is not what one of us wrote for this host under this name
   * @throws NoSuchFileException where it is gone
   */
  Entry read(Place place, Jid jid) throws IOException, DamageException {
    Path file = file(place, jid);
    mustBeOurs(file);
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      bytes = in.readNBytes(LARGEST + 1);
    }
    if (bytes.length > LARGEST) {
      throw new DamageException("larger than any job");
    }
    Entry entry = Entry.decode(bytes);
    if (!entry.delivery().job().jid().equals(jid)) {
      throw new DamageException("the file of another job");
    }
    if (!entry.delivery().host().equals(host)) {
      throw new DamageException("a job for " + entry.delivery().host() + ", not for " + host);
    }
    return entry;
  }

  private static void mustBeOurs(Path file) throws IOException, DamageException {
    Map<String, Object> stat =
        Files.readAttributes(file, "unix:mode,uid,nlink", LinkOption.NOFOLLOW_LINKS);
    int mode = (Integer) stat.get("mode");
    if ((mode & KIND) != REGULAR) {
      throw new DamageException("not a regular file");
    }
    if ((Integer) stat.get("nlink") != 1) {
      throw new DamageException("has a second name");
    }
    if (!stat.get("uid").equals(0) && !stat.get("uid").equals(caller())) {
      throw new DamageException("owned by user " + stat.get("uid"));
    }
    if ((mode & WRITABLE_BY_OTHERS) != 0) {
      throw new DamageException("writable by others");
    }
  }

  private static Object caller() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  /** Writes a file, whole or not at all. */
  void write(Place place, Entry entry, Instant now) throws IOException {
    Path draft = file(Place.TMP, entry.delivery().job().jid());
    draft(entry, now);
    Durable.move(draft, file(place, entry.delivery().job().jid()));
  }

  /** Writes what is not to be seen before it is moved. */
  void draft(Entry entry, Instant now) throws IOException {
    Path draft = file(Place.TMP, entry.delivery().job().jid());
    Durable.remove(draft);
    try (FileChannel file = Durable.fresh(draft)) {
      Durable.append(file, entry.encode(now));
    } catch (IOException e) {
      Durable.remove(draft);
      throw e;
    }
  }

  /**
   * Takes a file from one place to another.
   *
   * @return false where somebody else was quicker
   */
  boolean move(Jid jid, Place from, Place to) throws IOException {
    try {
      Durable.move(file(from, jid), file(to, jid));
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  void remove(Place place, Jid jid) throws IOException {
    Durable.remove(file(place, jid));
  }

  boolean has(Place place, Jid jid) {
    return Files.exists(file(place, jid), LinkOption.NOFOLLOW_LINKS);
  }
}
