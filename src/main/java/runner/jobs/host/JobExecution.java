package runner.jobs.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runner.event.Event;
import runner.event.JobAttempt;
import runner.exec.Command;
import runner.exec.output.Output;
import runner.exec.output.OutputTail;
import runner.exec.spawn.Environment;
import runner.files.FileErrors;
import runner.jobs.AdmissionCheck;
import runner.jobs.Delivery;
import runner.jobs.Delivery.Result;
import runner.jobs.Delivery.State;
import runner.jobs.Inbox;
import runner.jobs.Job;
import runner.process.ProcessId;
import runner.task.Exit;
import runner.task.ExitCode;
import runner.task.RunnerException;
import runner.task.TaskName;
import runner.text.TimeSpan;
import runner.wait.Deadline;

/** One job that was claimed, from the gates to the report. */
record JobExecution(
    HostRun.Tools tools,
    Inbox inbox,
    HostJournal journal,
    AllowList allowed,
    List<AdmissionCheck> gates,
    HostRun.Limits limits,
    HostRun.Here here) {

  /** Runs the job or refuses it; returns the state it is in then. */
  State of(Inbox.Claim claim) throws IOException {
    Deadline expiry = new Deadline(tools.clock(), Optional.of(claim.left()));
    Delivery delivery = claim.delivery();
    Optional<JobRecord.End> known =
        journal
            .track(delivery.job().jid())
            .flatMap(track -> RecoveryRules.ofOffer(track, here.boot()));
    if (known.isPresent()) {
      String again = "handed out again; it is not run, the store is told once more";
      tools.events().accept(new Event.Warning("job " + delivery.job().jid() + " was " + again));
      return tell(delivery, known.get());
    }
    Optional<String> refusal = refusal(delivery);
    if (refusal.isPresent()) {
      return settle(delivery, State.REJECTED, refusal.get());
    }
    if (expiry.over()) {
      return settle(delivery, State.EXPIRED, "its time was over before it could be started");
    }
    return perform(delivery);
  }

  private Optional<String> refusal(Delivery delivery) {
    return gates.stream()
        .map(gate -> gate.refusal(delivery))
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> allowed.refusal(delivery));
  }

  /** Tells the store of a job that is not run. */
  private State settle(Delivery delivery, State state, String reason) throws IOException {
    String jid = delivery.job().jid().text();
    tools.events().accept(new Event.JobSettled(jid, state.word(), reason));
    inbox.report(delivery.job().jid(), state, Result.of(reason));
    return state;
  }

  private State tell(Delivery delivery, JobRecord.End end) throws IOException {
    inbox.report(delivery.job().jid(), end.state(), end.result());
    if (end.state().isLast()) {
      journal.reported(delivery.job().jid());
    }
    return end.state();
  }

  private State perform(Delivery delivery) throws IOException {
    Job job = delivery.job();
    String cookie = tools.supervisor().nextCookie();
    int number = journal.track(job.jid()).map(JobRecord::starts).orElse(0) + 1;
    begin(job, cookie);
    tellRunning(job);
    JobAttempt attempt =
        new JobAttempt(
            job.jid().text(),
            new TaskName(job.work().task()),
            number,
            job.terms().maxStarts(),
            delivery.deliveries());
    Optional<Command.Limit> limit = limit(job);
    tools.events().accept(new Event.JobStarted(attempt, limit.map(Command.Limit::time)));
    OutputTail tail = new OutputTail(limits.tail());
    Exit exit =
        run(
            job,
            new Command(argv(job), environment(job, number), limit, limits.grace()),
            cookie,
            tail.tee(tools.outputs().apply(attempt)));
    if (exit.interrupted() && job.terms().reboots()) {
      // The reboot that it asked for ended it; the next start sees whether there was one.
      return State.RUNNING;
    }
    JobRecord.End end = ExitInterpreter.of(exit, job.terms(), number, storable(tail.text()));
    return finish(delivery, attempt, exit, end);
  }

  /** PostgreSQL stores no NUL in a text. */
  private static String storable(String text) {
    return text.replace('\0', '\ufffd');
  }

  /** After this the job counts as started, whatever happens. */
  private void begin(Job job, String cookie) throws IOException {
    Job.Terms terms = job.terms();
    JobRecord.Start start =
        new JobRecord.Start(
            here.boot(),
            cookie,
            tools.supervisor().cgroup().map(Object::toString),
            Optional.empty(),
            terms.idempotent(),
            terms.maxStarts(),
            terms.reboots(),
            terms.expiresAt());
    try {
      journal.started(job, start);
    } catch (IOException e) {
      inbox.report(
          job.jid(), State.PENDING, Result.of("not started: the host's journal is not writable"));
      throw e;
    }
  }

  /** A store that cannot be reached now does not keep the job from running. */
  private void tellRunning(Job job) {
    try {
      inbox.report(job.jid(), State.RUNNING, Result.NONE);
    } catch (RunnerException e) {
      tools
          .events()
          .accept(new Event.Warning("not told that " + job.jid() + " runs: " + e.getMessage()));
    }
  }

  private Exit run(Job job, Command command, String cookie, Output output) {
    return tools
        .supervisor()
        .run(command, cookie, output, tools.stop(), process -> note(job, process));
  }

  private void note(Job job, ProcessId process) {
    try {
      journal.spawned(job.jid(), process);
    } catch (IOException e) {
      // It helps to find what a crash leaves, but the cookie finds that too.
      tools.events().accept(new Event.Detail("the number of a process was not noted: " + e));
    }
  }

  private State finish(Delivery delivery, JobAttempt attempt, Exit exit, JobRecord.End end)
      throws IOException {
    IOException late = null;
    try {
      journal.ended(delivery.job().jid(), end);
    } catch (IOException e) {
      late = e;
    }
    tools.events().accept(new Event.JobFinished(attempt, exit, end.state().word()));
    if (late != null) {
      // The journal says that it was started, so it is not run again. The store is told its end.
      inbox.report(delivery.job().jid(), end.state(), end.result());
      throw late;
    }
    return tell(delivery, end);
  }

  private Optional<Command.Limit> limit(Job job) {
    return job.terms()
        .maxTime()
        .map(time -> new Command.Limit(time, "the job's own limit of " + TimeSpan.exact(time)))
        .or(
            () ->
                limits
                    .maxTime()
                    .map(time -> new Command.Limit(time, "max_time " + TimeSpan.exact(time))));
  }

  private List<String> argv(Job job) {
    List<String> argv = new ArrayList<>();
    argv.add(allowed.file(job.work().task()).toString());
    argv.addAll(job.work().args());
    return argv;
  }

  private Environment environment(Job job, int number) {
    return tools
        .environment()
        .with(job.work().env())
        .with(
            Map.of(
                "RUNNER_JOB_ID",
                job.jid().text(),
                "RUNNER_TASK",
                job.work().task(),
                "RUNNER_TRY",
                Integer.toString(number)));
  }

  static RunnerException cannotWrite(IOException e) {
    return new RunnerException(
        ExitCode.CANT_WRITE,
        "jobs",
        "the host's journal cannot be written: " + FileErrors.reason(e),
        "no job is started before that is fixed");
  }
}
