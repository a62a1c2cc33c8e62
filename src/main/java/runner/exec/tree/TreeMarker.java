package runner.exec.tree;

import java.util.Optional;
import runner.process.ProcFs;

/**
 * What the members of one process tree are known by, whatever becomes of their parents.
 *
 * @param cookie the value of a variable that no other process has
 * @param cgroup the control group they were born into
 */
public record TreeMarker(String cookie, Optional<Cgroup> cgroup) {
  public static final String VARIABLE = "RUNNER_ATTEMPT";

  boolean isCarriedBy(long pid) {
    return ProcFs.ofThisHost().hasVariable(pid, VARIABLE + "=" + cookie);
  }
}
