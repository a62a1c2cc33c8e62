package runner.exec.tree;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import runner.process.BootId;
import runner.process.ProcessId;
import runner.task.Clock;
import runner.wait.StopRequest;

/**
 * What a runner that died left running of one attempt.
 *
 * @param what what it ran, for the message
 * @param boot the one in which it ran that
 * @param cookie the attempt's
 * @param leader its process, where that is known
 * @param cgroup the dead runner's control group, where it had one
 */
public record Leftovers(
    String what, BootId boot, String cookie, Optional<ProcessId> leader, Optional<Path> cgroup) {

  /**
   * Ends it as a time-out would, and returns when it is gone. Nothing outlives its boot. Where it
   * is not known whether this is still that boot, the leader may be another process, so only those
   * are ended that carry the cookie or are in the control group: both are of one boot.
   *
   * @return how many processes there were, in a sentence; empty where there was none
   */
  public Optional<String> end(BootId present, Duration grace, StopRequest stop, Clock clock) {
    if (boot.isOther(present)) {
      return Optional.empty();
    }
    TreeMarker mark = new TreeMarker(cookie, cgroup.flatMap(Cgroup::at));
    Optional<ProcessId> certain = leader.filter(process -> boot.isSame(present));
    int found = ProcessTree.leftBy(certain, mark, clock).end(grace, stop);
    mark.cgroup().ifPresent(Cgroup::remove);
    return found == 0
        ? Optional.empty()
        : Optional.of("ended " + found + " processes of " + what + " that a dead runner left");
  }
}
