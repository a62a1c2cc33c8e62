package runner.cli.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.host.Machine;
import runner.config.Key;
import runner.jobs.Delivery;
import runner.jobs.Delivery.State;
import runner.jobs.DeliveryStatus;
import runner.jobs.JobId;
import runner.jobs.Store;
import runner.report.text.LogLevel;
import runner.task.ExitCode;
import runner.wait.Deadline;

/**
 * Waits for the end of a job on all its hosts.
 *
 * @param isWanted whether anybody waits
 * @param longest absent is for ever
 */
record JobsWait(boolean isWanted, Optional<Duration> longest) {
  private static final Key<Duration> WAIT = Key.duration("--wait", "0", "");
  private static final int IN_PART = 3;

  /** Nothing tells of what another machine does on a shared file system, so it is looked for. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  static void addTo(CommandSpec spec) {
    spec.addOption(
        GlobalOptions.valued(
            String.class,
            "SPAN",
            "Wait for its end, so long or, without =SPAN, for ever.",
            WAIT.name()));
  }

  static JobsWait of(ParseResult parsed) {
    if (!parsed.hasMatchedOption(WAIT.name())) {
      return new JobsWait(false, Optional.empty());
    }
    String text = parsed.matchedOptionValue(WAIT.name(), "");
    String first = parsed.matchedPositionalValue(0, "");
    if (text.isEmpty()
        && !first.isEmpty()
        && Character.isDigit(first.charAt(0))
        && first.length() < 20) {
      throw new CommandLine.ParameterException(
          parsed.commandSpec().commandLine(), "--wait " + first + ": write --wait=" + first);
    }
    return new JobsWait(true, Optional.of(text).filter(t -> !t.isEmpty()).map(WAIT::argument));
  }

  /** Waits; returns the exit code. */
  int await(Store store, JobId jid, JobsSetup setup) {
    Machine host = setup.host();
    Deadline deadline = new Deadline(host.clock(), longest);
    Map<String, State> told = new HashMap<>();
    try (Store.Watch watch = store.watch(jid)) {
      while (true) {
        List<DeliveryStatus> all = JobsView.of(setup, store, Store.Query.of(jid));
        tell(all, told, setup);
        boolean over = all.stream().allMatch(one -> one.delivery().state().isLast());
        if (over || deadline.over()) {
          Messages.say(DeliveryStatus.summary(all), host);
          return over
              ? code(all.stream().map(DeliveryStatus::delivery).toList())
              : ExitCode.TIMED_OUT.number();
        }
        watch.await(deadline.cut(nextLook(all, host.clock().now())));
      }
    }
  }

  /** Nothing tells that a job has expired either. */
  private static Duration nextLook(List<DeliveryStatus> all, Instant now) {
    return all.stream()
        .filter(one -> one.delivery().state() == State.PENDING)
        .map(one -> Duration.between(now, one.delivery().job().terms().expiresAt()))
        .filter(left -> !left.isNegative() && left.compareTo(LOOK_AGAIN) < 0)
        .map(left -> left.plusMillis(1))
        .min(Comparator.naturalOrder())
        .orElse(LOOK_AGAIN);
  }

  private static void tell(List<DeliveryStatus> all, Map<String, State> told, JobsSetup setup) {
    if (setup.common().level() == LogLevel.WARN) {
      return;
    }
    for (DeliveryStatus one : all) {
      State state = one.delivery().state();
      if (told.put(one.delivery().host(), state) != state) {
        Messages.say(one.delivery().host() + ": " + one.words(), setup.host());
      }
    }
  }

  /** 0 where all succeeded, 3 where some did, 1 where none did. */
  static int code(List<Delivery> all) {
    long fine = all.stream().filter(d -> d.state() == State.SUCCEEDED).count();
    if (fine == all.size()) {
      return ExitCode.DONE.number();
    }
    return fine > 0 ? IN_PART : ExitCode.FAILED.number();
  }
}
