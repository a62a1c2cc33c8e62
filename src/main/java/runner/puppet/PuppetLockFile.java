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
import runner.lock.Liveness;
import runner.lock.Owner;
import runner.lock.Processes;
import runner.lock.Sighting;

/**
 * A lock file of Puppet's: the pid of its owner as text, created exclusively, removed at the end of
 * the run. We only ever look: a lock that was left behind is healed by the next agent.
 */
final class PuppetLockFile {
  /** pid_max is at most 2^22 (proc(5)): seven digits. */
  private static final Pattern PID = Pattern.compile("\\s*([1-9][0-9]{0,6})\\s*");

  private static final int LONGEST = 32;

  private final Path path;
  private final Processes processes;

  PuppetLockFile(Path path, Processes processes) {
    this.path = path;
    this.processes = processes;
  }

  /**
   * What one look told.
   *
   * @param held whether the lock counts: it is there, and its owner is not known to be gone
   * @param owner who holds it, where that is known
   */
  record Look(boolean held, Optional<Owner> owner) {
    static final Look FREE = new Look(false, Optional.empty());
    static final Look HELD_BY_NOBODY_KNOWN = new Look(true, Optional.empty());
  }

  Path path() {
    return path;
  }

  /**
   * Looks at the lock.
   *
   * @param known the owner as an earlier look identified it: gone as soon as it is not seen
   * @param patience how fresh a lock must be to count though its owner was never seen
   */
  Look look(Optional<Owner> known, Instant now, Duration patience) {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Look.FREE;
    }
    Optional<Long> pid = pid();
    if (pid.isEmpty()) {
      return Look.HELD_BY_NOBODY_KNOWN;
    }
    Optional<Owner> same = known.filter(owner -> owner.pid() == pid.get());
    Owner owner = same.orElseGet(() -> Owner.ofPid(pid.get()));
    Sighting seen = processes.see(owner.pid());
    Duration age = Duration.between(touched().orElse(now), now);
    Duration enough = same.isPresent() ? Duration.ZERO : patience;
    return Liveness.of(owner, seen, age, enough).keep()
        ? new Look(true, Optional.of(seen.identified(owner)))
        : Look.FREE;
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
