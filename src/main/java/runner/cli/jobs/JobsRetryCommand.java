package runner.cli.jobs;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.jobs.Delivery;
import runner.jobs.Delivery.State;
import runner.jobs.Job;
import runner.jobs.JobId;
import runner.jobs.Store;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** Submits a job anew, under a new id, for hosts on which it is over without success. */
final class JobsRetryCommand implements Verb {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description("Submit a job once more, as a new one, where it is over and did not succeed.");
    spec.addOption(GlobalOptions.valued(String.class, "HOST", "Only for this host.", "--host"));
    spec.addOption(
        GlobalOptions.valued(
            String.class, "SPAN", "How long it waits. Default: default_expiry.", "--expires"));
    JobsWait.addTo(spec);
    spec.addOption(GlobalOptions.flag("Answer in JSON.", "--json"));
    return spec.addPositional(JobsShowCommand.jid());
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    JobsWait wait = JobsWait.of(parsed);
    JobId jid = JobsShowCommand.jid(parsed);
    JobsSetup setup = JobsSetup.of(common, host).open();
    List<Delivery> over = over(setup, jid, JobsListCommand.given(parsed, "--host").map(Job::host));
    Job old = over.get(0).job();
    Instant now = host.clock().now().truncatedTo(ChronoUnit.MICROS);
    Job.Terms terms = old.terms();
    Job job =
        new Job(
            JobId.at(now, host.random()),
            old.work(),
            new Job.Terms(
                Optional.empty(),
                now.plus(JobsSubmitCommand.expiry(parsed, setup)),
                terms.maxTime(),
                terms.idempotent(),
                terms.maxStarts(),
                terms.maxDeliveries(),
                terms.reboots()),
            new Job.Origin(
                setup.user(),
                now,
                old.origin().target(),
                old.origin().dedupeKey(),
                Optional.of(jid),
                Optional.empty()));
    return new JobsSubmission(setup, parsed.hasMatchedOption("--json"), wait)
        .submit(job, over.stream().map(Delivery::host).toList(), false);
  }

  private static List<Delivery> over(JobsSetup setup, JobId jid, Optional<String> host) {
    try (Store store = setup.store()) {
      List<Delivery> all = store.list(Store.Query.of(jid, host));
      if (all.isEmpty()) {
        throw JobsShowCommand.unknown(jid);
      }
      List<Delivery> over =
          all.stream().filter(d -> d.state().isLast() && d.state() != State.SUCCEEDED).toList();
      if (over.isEmpty()) {
        String states = all.stream().map(d -> d.host() + " " + d.state().word()).toList() + "";
        throw new RunnerException(
            ExitCode.FAILED, jid.text(), "nothing is to be retried: " + states, "");
      }
      return over;
    }
  }
}
