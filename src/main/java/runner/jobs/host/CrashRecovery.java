package runner.jobs.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import runner.event.Event;
import runner.exec.tree.Leftovers;
import runner.jobs.Delivery;
import runner.jobs.Delivery.State;
import runner.jobs.Inbox;
import runner.jobs.JobId;

/** The first step of a run: what a crash left is ended, decided and told. */
record CrashRecovery(
    HostRun.Tools tools,
    Inbox inbox,
    HostJournal journal,
    HostRun.Limits limits,
    HostRun.Here here) {

  /** Clocks may differ by so much before a forgotten job could be taken for a new one. */
  private static final Duration SKEW = Duration.ofDays(1);

  void settle() throws IOException {
    for (JobRecord track : journal.tracks()) {
      if (track.end().isEmpty()) {
        end(track);
      }
    }
    Inbox.Welcome welcome =
        inbox.hello(new Inbox.Hello(journal.incarnation(), here.boot().kernel(), here.version()));
    for (JobRecord track : journal.tracks()) {
      if (track.isOver() && !track.reported()) {
        tell(track.jid(), track.end().orElseThrow());
      }
    }
    for (Delivery open : welcome.open()) {
      settle(open.job().jid());
    }
    for (JobRecord track : journal.tracks()) {
      if (isForgettable(track, welcome.now())) {
        journal.forget(track.jid());
      }
    }
  }

  private void end(JobRecord track) throws IOException {
    track.last().ifPresent(start -> endLeftovers(track.jid(), start));
    JobRecord.End end = RecoveryRules.of(Optional.of(track), here.boot());
    journal.ended(track.jid(), end);
    say(track.jid(), end);
  }

  private void endLeftovers(JobId jid, JobRecord.Start start) {
    new Leftovers(
            "job " + jid,
            start.boot(),
            start.cookie(),
            start.process(),
            start.cgroup().map(Path::of))
        .end(here.boot(), limits.grace(), tools.stop(), tools.clock())
        .ifPresent(text -> tools.events().accept(new Event.Warning(text)));
  }

  /** What the store says we hold, and the journal does not call over. */
  private void settle(JobId jid) throws IOException {
    Optional<JobRecord> track = journal.track(jid);
    JobRecord.End end = RecoveryRules.of(track, here.boot());
    if (track.filter(JobRecord::reported).isEmpty() || !end.state().isLast()) {
      tell(jid, end);
    } else {
      // The store was told and has forgotten: it is older than the journal.
      inbox.report(jid, end.state(), end.result());
    }
  }

  private void tell(JobId jid, JobRecord.End end) throws IOException {
    inbox.report(jid, end.state(), end.result());
    if (end.state().isLast()) {
      journal.reported(jid);
    }
  }

  private void say(JobId jid, JobRecord.End end) {
    tools
        .events()
        .accept(new Event.JobSettled(jid.text(), end.state().word(), end.result().reason()));
  }

  private static boolean isForgettable(JobRecord track, Instant now) {
    boolean expired =
        track.last().filter(start -> start.expiresAt().plus(SKEW).isBefore(now)).isPresent();
    boolean open = track.end().filter(end -> end.state() == State.PENDING).isPresent();
    return expired && (track.reported() || open);
  }
}
