package runner.exec;

import java.util.Optional;

/**
 * What the members of one process tree are known by, whatever becomes of their parents.
 *
 * @param cookie the value of a variable that no other process has
 * @param cgroup the control group they were born into
 */
record Mark(String cookie, Optional<Cgroup> cgroup) {
  static final String VARIABLE = "RUNNER_ATTEMPT";

  boolean isCarriedBy(long pid) {
    return ProcFs.hasVariable(pid, VARIABLE + "=" + cookie);
  }
}
