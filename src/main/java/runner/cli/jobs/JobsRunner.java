package runner.cli.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runner.cli.host.Machine;
import runner.cli.host.Version;
import runner.cli.session.RunSession;
import runner.cli.session.StateSession;
import runner.event.EventSink;
import runner.event.JobAttempt;
import runner.exec.output.Output;
import runner.files.DurableFiles;
import runner.jobs.Delivery.State;
import runner.jobs.Inbox;
import runner.jobs.JobId;
import runner.jobs.Store;
import runner.jobs.host.AllowList;
import runner.jobs.host.HostJournal;
import runner.jobs.host.HostRun;
import runner.journal.StateDirectory;
import runner.plan.ChainSettings;
import runner.task.RunnerException;

/**
 * The part of a start that does the jobs: for a boot, and for a person who does not want to wait
 * for one.
 */
record JobsRunner(JobsSetup setup, RunSession session, EventSink events) {

  /** Of a host whose hook, where it has one, is called for each job. */
  static JobsRunner of(JobsSetup setup, RunSession session, Optional<EventSink> hook) {
    List<EventSink> sinks = new ArrayList<>(List.of(session.people()));
    hook.ifPresent(sinks::add);
    return new JobsRunner(setup, session, EventSink.all(sinks));
  }

  /**
   * Runs what is due.
   *
   * @return how many jobs got to which state
   * @throws RunnerException 69 where the store is away, 73 where nothing can be remembered, 77
   *     where root may not trust a path
   */
  Map<State, Integer> run() {
    Path directory = StateDirectory.open(setup.statePath()).subdirectory("jobs");
    Path logs = StateDirectory.open(directory).subdirectory("logs");
    try (Store store = setup.store()) {
      HostJournal journal = journal(directory.resolve("journal"));
      try (Inbox inbox = store.inbox(setup.hostId())) {
        return new HostRun(
                new HostRun.Tools(
                    session.supervisor(),
                    session.environment(),
                    job -> output(logs, job),
                    events,
                    session.stop(),
                    setup.host().clock()),
                inbox,
                journal,
                new AllowList(setup.settings().tasksDir()),
                setup.gates(),
                limits(),
                new HostRun.Here(setup.host().bootId(), Version.number()))
            .run();
      } finally {
        forgetLogs(logs, journal);
      }
    } catch (IOException e) {
      throw StateSession.cannotWrite(directory, e);
    }
  }

  private HostJournal journal(Path path) throws IOException {
    Machine host = setup.host();
    return HostJournal.open(
        path, host.instanceId(), () -> host.randomId(12), host.clock(), session::warn);
  }

  private HostRun.Limits limits() {
    return new HostRun.Limits(
        setup.maxTime(),
        session.value(ChainSettings.KILL_GRACE),
        setup.settings().maxJobsPerBoot(),
        setup.settings().stageTimeout(),
        (int) setup.settings().outputTail());
  }

  private Output output(Path logs, JobAttempt job) {
    Path log = logs.resolve(job.jid() + "." + job.start() + ".log");
    return session.streams().output(session.createLog(log));
  }

  /** The log of a job goes when the journal has forgotten the job. */
  private static void forgetLogs(Path logs, HostJournal journal) throws IOException {
    for (Path log : DurableFiles.list(logs)) {
      String name = log.getFileName().toString();
      Optional<JobId> jid = JobId.parse(name.substring(0, Math.max(0, name.indexOf('.'))));
      if (jid.isPresent() && !journal.knows(jid.get())) {
        DurableFiles.remove(log);
      }
    }
  }
}
