package runner.puppet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runner.lock.LockVerdict;
import runner.process.Presence;
import runner.process.ProcFs;
import runner.process.ProcessId;

/**
 * A lock file of Puppet's: the pid of its owner as text, created exclusively, removed at the end of
 * the run. We only ever look: a lock that was left behind is healed by the next agent.
 */
final class PuppetLockFile {
  /** pid_max is at most 2^22 (proc(5)): seven digits. */
  private static final Pattern PID = Pattern.compile("\\s*([1-9][0-9]{0,6})\\s*");

  private static final int LONGEST = 32;

  private final Path path;
  private final ProcFs processes;

  PuppetLockFile(Path path) {
    this(path, ProcFs.ofThisHost());
  }

  PuppetLockFile(Path path, ProcFs processes) {
    this.path = path;
    this.processes = processes;
  }

  /**
   * What one look told.
   *
   * @param held whether the lock counts: it is there, and its owner is not known to be gone
   * @param pid of its owner, where it is held and names one
   * @param owner that process, where it could be read
   */
  record Look(boolean held, Optional<Long> pid, Optional<ProcessId> owner) {
    static final Look FREE = new Look(false, Optional.empty(), Optional.empty());
    static final Look HELD_BY_NOBODY_KNOWN = new Look(true, Optional.empty(), Optional.empty());
  }

  Path path() {
    return path;
  }

  /**
   * Looks at the lock.
   *
   * @param known the owner as an earlier look identified it, which is gone when it is not seen
   * @param fresh how young a lock must be to count though its owner was never seen
   */
  Look look(Optional<ProcessId> known, Instant now, Duration fresh) {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Look.FREE;
    }
    Optional<Long> pid = pid();
    if (pid.isEmpty()) {
      return Look.HELD_BY_NOBODY_KNOWN;
    }
    Optional<ProcessId> same = known.filter(owner -> owner.pid() == pid.get());
    Optional<ProcessId> owner = same.or(() -> processes.find(pid.get()));
    Presence seen = processes.presence(owner.orElse(ProcessId.ofUnknownStart(pid.get())));
    Duration age = Duration.between(touched().orElse(now), now);
    boolean held =
        same.isPresent()
            ? seen.mayLive()
            : LockVerdict.of(pid.get(), seen, owner.flatMap(processes::age), age, fresh).keep();
    return held ? new Look(true, pid, owner.filter(process -> seen.mayLive())) : Look.FREE;
  }

  /** When the lock was taken; nothing where it is gone. */
  Optional<Instant> touched() {
    try {
      return Optional.of(Files.getLastModifiedTime(path).toInstant());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Anything but a short regular file is not even opened: a named pipe would never answer. */
  private Optional<Long> pid() {
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] content = in.readNBytes(LONGEST);
      Matcher pid = PID.matcher(new String(content, StandardCharsets.ISO_8859_1));
      return pid.matches() ? Optional.of(Long.valueOf(pid.group(1))) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
