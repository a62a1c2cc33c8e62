package runner.exec.tree;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
  private static final Duration KILL_PATIENCE = Duration.ofSeconds(5);

  private final Optional<Process> child;
  private final ProcessId leader;
  private final TreeMarker mark;
  private final Clock clock;
  private final Map<Long, Long> seen = new HashMap<>();
  private final Set<Long> told = new HashSet<>();

  private ProcessTree(Optional<Process> child, ProcessId leader, TreeMarker mark, Clock clock) {
    this.child = child;
    this.leader = leader;
    this.mark = mark;
    this.clock = clock;
  }

  /** The tree of our own child, which leads a session of its own. */
  public static ProcessTree of(Process child, TreeMarker mark, Clock clock) {
    return new ProcessTree(Optional.of(child), new ProcessId(child.pid(), 0), mark, clock);
  }

  /** The tree of a process that a runner before us started. */
  static ProcessTree leftBy(ProcessId leader, TreeMarker mark, Clock clock) {
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
    long moment = ProcFs.ticks();
    boolean group = signalGroup("TERM");
    Deadline afterTerm = new Deadline(clock, Optional.of(grace));
    do {
      tellOthers(moment, group);
      look(afterTerm, stop);
    } while (!stop.escalated() && lives() && !afterTerm.over());
    Deadline afterKill = new Deadline(clock, Optional.of(KILL_PATIENCE));
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
   * TERM to who was there at the moment and did not have it with the group: once, since to a second
   * one some answer with haste. A process between fork and exec may not have been known as ours
   * then. What began later is the clean-up of one that was told, and has until the grace is over.
   */
  private void tellOthers(long moment, boolean group) {
    Set<Long> here = members();
    child.filter(Process::isAlive).ifPresent(process -> here.add(process.pid()));
    for (long pid : here) {
      ProcFs.stat(pid)
          .filter(process -> process.started() <= moment)
          .filter(process -> told.add(pid) && !(group && process.group() == leader.pid()))
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

  /** The group at one stroke, so that a fork in between does not escape; says if that was done. */
  private boolean signalGroup(String name) {
    if (!ownsSession()) {
      return false;
    }
    try {
      // Not done where the child does not lead its group yet.
      return ProcessSpawner.helper(
              List.of("/bin/sh", "-c", "kill -s \"$1\" -- \"-$2\"", "sh", name, "" + leader.pid()))
          == 0;
    } catch (IOException e) {
      // No process can be started now; the members are still reached one by one.
      return false;
    }
  }

  /** A number may have come to name another process once the one we knew is gone. */
  private boolean ownsSession() {
    return child.isPresent() || leader.lives();
  }

  private Set<Long> members() {
    List<ProcFs.Stat> all = ProcFs.all();
    Set<Long> members = new HashSet<>(mark.cgroup().map(Cgroup::members).orElse(List.of()));
    boolean session = ownsSession();
    for (ProcFs.Stat process : all) {
      boolean known = Long.valueOf(process.started()).equals(seen.get(process.pid()));
      boolean inSession = session && process.session() == leader.pid();
      if (known || inSession || mark.isCarriedBy(process.pid())) {
        members.add(process.pid());
      }
    }
    while (all.stream().anyMatch(p -> members.contains(p.parent()) && members.add(p.pid()))) {
      // Until no further descendant is found.
    }
    all.stream()
        .filter(p -> members.contains(p.pid()))
        .forEach(p -> seen.put(p.pid(), p.started()));
    all.stream().filter(ProcFs.Stat::zombie).forEach(p -> members.remove(p.pid()));
    return members;
  }
}
