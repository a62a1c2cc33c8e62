package runner.cli.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runner.cli.jobs.JobsAtBoot;
import runner.cli.session.RunSession;
import runner.event.EventSink;
import runner.journal.Journal;
import runner.plan.ChainSettings;
import runner.report.status.PublicStatus;

/**
 * The sinks for the events of the chain. Their order is a promise: an event is on the disk before
 * people and their tools see it.
 *
 * @param all told one after the other, each before the chain goes on
 */
record ChainSinks(Journal journal, RunLogs logs, Optional<JobsAtBoot> jobs, EventSink all) {

  static ChainSinks of(
      RunSession session,
      ChainSettings settings,
      Journal journal,
      Telemetry telemetry,
      LookupUpdater lookups,
      Optional<PublicStatus> status) {
    List<EventSink> sinks = new ArrayList<>();
    // The disk: nobody is told of what a crash would undo.
    sinks.add(journal);
    // People, and the tools that show it to them.
    sinks.add(session.people());
    sinks.addAll(telemetry.sinks());
    EventSink told = EventSink.all(sinks);
    // What an attempt needs when it begins: a log, and up-to-date answers to look-ups.
    RunLogs logs = new RunLogs(session);
    sinks.add(logs);
    sinks.add(lookups);
    // What every user may ask for.
    status.ifPresent(sinks::add);
    // The user's hook runs in here and may ask for all of that; disk, people and tools hear of it.
    Optional<EventSink> hook = session.hook(settings, told);
    hook.ifPresent(sinks::add);
    // The end of a run: its successes are kept, and old runs removed.
    sinks.add(new RunRetention(session));
    // Jobs are run in here, once everybody knows that the run is over.
    Optional<JobsAtBoot> jobs = JobsAtBoot.of(session, hook);
    jobs.ifPresent(sinks::add);
    return new ChainSinks(journal, logs, jobs, EventSink.all(sinks));
  }
}
