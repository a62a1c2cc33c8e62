package runner.exec.tree;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import runner.process.ProcessId;
import runner.task.Clock;
import runner.wait.StopRequest;

/**
 * What a runner that died left running of one attempt.
 *
 * @param what what it ran, for the message
 * @param cookie the attempt's
 * @param leader its process, where that is known
 * @param cgroup the dead runner's control group, where it had one
 */
public record Leftovers(
    String what, String cookie, Optional<ProcessId> leader, Optional<Path> cgroup) {

  /**
   * Ends it as a time-out would, and returns when it is gone.
   *
   * @return how many processes there were, in a sentence; empty where there was none
   */
  public Optional<String> end(Duration grace, StopRequest stop, Clock clock) {
    TreeMarker mark = new TreeMarker(cookie, cgroup.flatMap(Cgroup::at));
    ProcessId first = leader.orElse(new ProcessId(0, -1));
    int found = ProcessTree.leftBy(first, mark, clock).end(grace, stop);
    mark.cgroup().ifPresent(Cgroup::remove);
    return found == 0
        ? Optional.empty()
        : Optional.of("ended " + found + " processes of " + what + " that a dead runner left");
  }
}
