package runner.exec.tree;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import runner.exec.spawn.ProcessSpawner;
import runner.process.ProcFs;
import runner.process.ProcessId;
import runner.task.Clock;
import runner.wait.Deadline;
import runner.wait.StopRequest;

/**
 * Everything a process started: the members of its session, their descendants, whoever carries its
 * cookie in the environment, and whoever is in its control group. Without a control group a daemon
 * that leaves the other three ({@code env -i setsid}) is out of reach.
 *
 * <p>Its tests run the whole program: TimeoutTrapsTest, SignalTrapsTest and ProcessLimitTest in
 * e2e.
 */
public final class ProcessTree {
  /** Nothing tells of the end of a process that is not our child; so it is looked for. */
  private static final Duration LOOK = Duration.ofMillis(200);

  /** A killed process that does not go is stuck in the kernel; no signal helps. */
  private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

  private final Optional<Process> child;
  private final Optional<ProcessId> leader;
  private final TreeMarker mark;
  private final Clock clock;
  private final Set<ProcessId> seen = new HashSet<>();
  private final Set<Long> told = new HashSet<>();

  private ProcessTree(
      Optional<Process> child, Optional<ProcessId> leader, TreeMarker mark, Clock clock) {
    this.child = child;
    this.leader = leader;
    this.mark = mark;
    this.clock = clock;
  }

  /** The tree of our own child, which leads a session of its own. */
  public static ProcessTree of(Process child, TreeMarker mark, Clock clock) {
    return new ProcessTree(Optional.of(child), Optional.empty(), mark, clock);
  }

  /** The tree of a process that a runner before us started. */
  static ProcessTree leftBy(Optional<ProcessId> leader, TreeMarker mark, Clock clock) {
    return new ProcessTree(Optional.empty(), leader, mark, clock);
  }

  /**
   * TERM, the grace, KILL; returns when all are gone. A second signal cuts the grace short.
   *
   * @return how many were there to be ended
   */
  public int end(Duration grace, StopRequest stop) {
    int found = members().size();
    if (!lives()) {
      return 0;
    }
    long newest = newestStart();
    Optional<Long> group = signalGroup("TERM");
    Deadline afterTerm = new Deadline(clock, Optional.of(grace));
    do {
      tellOthers(newest, group);
      look(afterTerm, stop);
    } while (!stop.escalated() && lives() && !afterTerm.over());
    Deadline afterKill = new Deadline(clock, Optional.of(KILL_LIMIT));
    while (lives() && !afterKill.over()) {
      kill();
      look(afterKill, StopRequest.never());
    }
    // Some may have ended of the group's signal before they could be told one by one.
    return Math.max(found, told.size());
  }

  private boolean lives() {
    return child.filter(Process::isAlive).isPresent() || !members().isEmpty();
  }

  private void look(Deadline deadline, StopRequest stop) {
    Duration pause = deadline.cut(LOOK);
    if (child.filter(Process::isAlive).isEmpty()) {
      stop.awaitEscalation(pause);
      return;
    }
    try {
      child.get().waitFor(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Sends TERM to each process that did not have it with the group. Each has it once: to a second
   * one, some react with haste. A process that began later is the clean-up of one that had it; it
   * has until the grace is over.
   *
   * @param newest the start of the newest process at the first TERM. It is compared instead of a
   *     list, since a process between fork and exec may not have been known as ours then.
   * @param group the process group that had it
   */
  private void tellOthers(long newest, Optional<Long> group) {
    Set<Long> here = members();
    child.filter(Process::isAlive).ifPresent(process -> here.add(process.pid()));
    for (long pid : here) {
      ProcFs.ofThisHost()
          .stat(pid)
          .filter(process -> process.id().started() <= newest)
          .filter(process -> told.add(pid) && !group.equals(Optional.of(process.group())))
          .flatMap(process -> ProcessHandle.of(pid))
          .ifPresent(ProcessHandle::destroy);
    }
  }

  private void kill() {
    signalGroup("KILL");
    try {
      if (mark.cgroup().isPresent()) {
        mark.cgroup().get().kill();
      }
    } catch (IOException e) {
      // A kernel before 5.14 has no such file; the members are reached one by one.
    }
    for (long pid : members()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /**
   * Signals the group as a whole, so that a fork in between does not escape.
   *
   * @return the group, where that was done
   */
  private Optional<Long> signalGroup(String name) {
    Optional<Long> group = session();
    if (group.isEmpty()) {
      return group;
    }
    String kill = "kill -s \"$1\" -- \"-$2\"";
    try {
      int code =
          ProcessSpawner.helper(List.of("/bin/sh", "-c", kill, "sh", name, group.get().toString()));
      // It fails where the child does not lead its group yet.
      return group.filter(done -> code == 0);
    } catch (IOException e) {
      // No process can be started now; the members are still reached one by one.
      return Optional.empty();
    }
  }

  /** The session that is ours; its group has the same id. A pid may be reused after its end. */
  private Optional<Long> session() {
    return child.map(Process::pid).or(() -> leader.filter(ProcessId::lives).map(ProcessId::pid));
  }

  private static long newestStart() {
    return ProcFs.ofThisHost().all().stream().mapToLong(p -> p.id().started()).max().orElse(0);
  }

  private Set<Long> members() {
    List<ProcFs.Stat> all = ProcFs.ofThisHost().all();
    Set<Long> members = new HashSet<>(mark.cgroup().map(Cgroup::members).orElse(List.of()));
    Optional<Long> session = session();
    for (ProcFs.Stat process : all) {
      boolean inSession = session.equals(Optional.of(process.session()));
      if (seen.contains(process.id()) || inSession || mark.isCarriedBy(process.pid())) {
        members.add(process.pid());
      }
    }
    while (all.stream().anyMatch(p -> members.contains(p.parent()) && members.add(p.pid()))) {
      // Until no further descendant is found.
    }
    all.stream().filter(p -> members.contains(p.pid())).forEach(p -> seen.add(p.id()));
    all.stream().filter(ProcFs.Stat::zombie).forEach(p -> members.remove(p.pid()));
    return members;
  }
}
