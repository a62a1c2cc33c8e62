package runner.jobs.host;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import runner.event.Event;
import runner.event.EventSink;
import runner.event.JobAttempt;
import runner.exec.Supervisor;
import runner.exec.output.Output;
import runner.exec.spawn.Environment;
import runner.jobs.AdmissionCheck;
import runner.jobs.Delivery.State;
import runner.jobs.Inbox;
import runner.jobs.JobId;
import runner.process.BootId;
import runner.task.Clock;
import runner.task.RunnerException;
import runner.wait.Deadline;
import runner.wait.StopRequest;

/**
 * Runs all jobs that a host has to do now, one after the other, each at most once: a job is in the
 * journal before it begins, and one that began by the journal never begins again, whatever the
 * store says.
 */
public final class HostRun {
  private final Tools tools;
  private final Inbox inbox;
  private final HostJournal journal;
  private final Limits limits;
  private final Here here;
  private final CrashRecovery recovery;
  private final JobExecution execution;

  /**
   * What it works with.
   *
   * @param environment of every job
   * @param outputs where the output of a start goes
   * @param events told before and after each job
   */
  public record Tools(
      Supervisor supervisor,
      Environment environment,
      Function<JobAttempt, Output> outputs,
      EventSink events,
      StopRequest stop,
      Clock clock) {}

  /**
   * How much, and for how long.
   *
   * @param maxTime of a job that has no limit of its own
   * @param grace between TERM and KILL
   * @param starts in one boot
   * @param stage after this time no further job is started
   * @param tail bytes of output that are reported
   */
  public record Limits(
      Optional<Duration> maxTime, Duration grace, int starts, Duration stage, int tail) {}

  /** Where it runs. */
  public record Here(BootId boot, String version) {}

  /**
   * A run about to begin.
   *
   * @param gates asked of every job; the first that refuses decides
   */
  public HostRun(
      Tools tools,
      Inbox inbox,
      HostJournal journal,
      AllowList allowed,
      List<AdmissionCheck> gates,
      Limits limits,
      Here here) {
    this.tools = tools;
    this.inbox = inbox;
    this.journal = journal;
    this.limits = limits;
    this.here = here;
    this.recovery = new CrashRecovery(tools, inbox, journal, limits, here);
    this.execution =
        new JobExecution(tools, inbox, journal, allowed, List.copyOf(gates), limits, here);
  }

  /**
   * Settles what a crash left, then runs what is due.
   *
   * @return how many of the jobs that were claimed got to which state
   * @throws RunnerException 69 where the store cannot be reached, 73 where the journal cannot be
   *     written, 75 where another runner of this host is at work
   */
  public Map<State, Integer> run() {
    Map<State, Integer> ends = new EnumMap<>(State.class);
    try {
      recovery.settle();
      Set<JobId> except = new HashSet<>(waitingForTheNextBoot());
      Deadline stage = new Deadline(tools.clock(), Optional.of(limits.stage()));
      while (!tools.stop().requested() && mayStart(stage)) {
        Optional<Inbox.Claim> claim = inbox.claimNext(except);
        if (claim.isEmpty()) {
          break;
        }
        except.add(claim.get().delivery().job().jid());
        ends.merge(execution.of(claim.get()), 1, Integer::sum);
      }
      return ends;
    } catch (IOException e) {
      throw JobExecution.cannotWrite(e);
    }
  }

  private boolean mayStart(Deadline stage) {
    if (stage.over()) {
      return no("the time for jobs is over (stage_timeout)");
    }
    long starts = journal.tracks().stream().filter(t -> t.startedIn(here.boot())).count();
    return starts < limits.starts()
        || no(starts + " jobs were started in this boot (max_jobs_per_boot)");
  }

  private boolean no(String why) {
    String rest = "; what is left waits for the next start";
    tools.events().accept(new Event.Warning(why + rest));
    return false;
  }

  /** A job starts at most once in a boot, or one that kills its runner would do so for ever. */
  private List<JobId> waitingForTheNextBoot() {
    return journal.tracks().stream()
        .filter(track -> track.startedIn(here.boot()) && !track.isOver())
        .map(JobRecord::jid)
        .toList();
  }
}
