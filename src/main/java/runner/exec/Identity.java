package runner.exec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import runner.task.Clock;

/**
 * A process, named so that no other of this boot is meant.
 *
 * @param pid its number, which may be given to another once it is gone
 * @param started in clock ticks since boot (field 22 of /proc/PID/stat)
 */
public record Identity(long pid, long started) {

  /** The process that bears a number now. */
  public static Optional<Identity> of(long pid) {
    return ProcFs.stat(pid).map(stat -> new Identity(pid, stat.started()));
  }

  /**
   * Ends what a runner that died left running of one attempt, and returns when it is gone.
   *
   * @param cookie the attempt's
   * @param leader its process, where that is known
   * @param cgroup the dead runner's control group, where it had one
   * @return how many processes were found
   */
  public static int endLeftovers(
      String cookie,
      Optional<Identity> leader,
      Optional<Path> cgroup,
      Duration grace,
      Stop stop,
      Clock clock) {
    Mark mark = new Mark(cookie, cgroup.flatMap(Cgroup::at));
    int found = Tree.leftBy(leader.orElse(new Identity(0, -1)), mark, clock).end(grace, stop);
    mark.cgroup().ifPresent(Cgroup::remove);
    return found;
  }

  /** Whether this very process is still there. */
  public boolean lives() {
    return ProcFs.stat(pid).filter(stat -> stat.started() == started && !stat.zombie()).isPresent();
  }
}
