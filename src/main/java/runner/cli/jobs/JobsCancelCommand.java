package runner.cli.jobs;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.jobs.Delivery;
import runner.jobs.Delivery.State;
import runner.jobs.Job;
import runner.jobs.JobId;
import runner.jobs.Store;
import runner.task.ExitCode;

/** Takes a job back from the hosts that have not claimed it yet. */
final class JobsCancelCommand implements Verb {
  private static final int IN_PART = 3;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Take a job back. Exit: 0 from all its hosts, 3 from some, 1 too late for all.");
    spec.addOption(GlobalOptions.valued(String.class, "HOST", "Only from this host.", "--host"));
    return spec.addPositional(JobsShowCommand.jid());
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    JobId jid = JobsShowCommand.jid(parsed);
    JobsSetup setup = JobsSetup.of(common, host).open();
    try (Store store = setup.store()) {
      List<Delivery> after =
          store.cancel(jid, JobsListCommand.given(parsed, "--host").map(Job::host), setup.user());
      if (after.isEmpty()) {
        throw JobsShowCommand.unknown(jid);
      }
      after.forEach(one -> Messages.print(List.of(one.host() + ": " + words(one)), host));
      host.out().flush();
      return code(after);
    }
  }

  private static String words(Delivery delivery) {
    if (delivery.state() == State.CANCELLED) {
      return "cancelled";
    }
    String delivered = delivery.deliveredAt().map(at -> ", delivered at " + at).orElse("");
    return "too late: " + delivery.state().word() + delivered;
  }

  private static int code(List<Delivery> after) {
    long cancelled = after.stream().filter(d -> d.state() == State.CANCELLED).count();
    if (cancelled == after.size()) {
      return ExitCode.DONE.number();
    }
    return cancelled > 0 ? IN_PART : ExitCode.FAILED.number();
  }
}
