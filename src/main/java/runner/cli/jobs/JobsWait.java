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

/**
 * Waits for the end of a job on all its hosts.
 *
 * @param atMost absent where nobody waits, zero for ever
 */
record JobsWait(Optional<Duration> atMost) {
  private static final Key<Duration> WAIT = Key.duration("--wait", "0", "");
  private static final int IN_PART = 3;
  private static final Duration FOR_EVER = Duration.ofDays(36500);

  /** Of what another machine does on a shared file system nobody tells us; so it is looked at. */
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
      return new JobsWait(Optional.empty());
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
    return new JobsWait(Optional.of(text.isEmpty() ? FOR_EVER : WAIT.argument(text)));
  }

  boolean isWanted() {
    return atMost.isPresent();
  }

  /** Waits; the exit code says what came of it. */
  int await(Store store, JobId jid, JobsSetup setup) {
    Machine host = setup.host();
    Duration begun = host.clock().uptime();
    Map<String, State> told = new HashMap<>();
    try (Store.Watch watch = store.watch(jid)) {
      while (true) {
        List<DeliveryStatus> all = JobsView.of(setup, store, Store.Query.of(jid));
        tell(all, told, setup);
        Duration left = atMost.orElseThrow().minus(host.clock().uptime().minus(begun));
        boolean over = all.stream().allMatch(one -> one.delivery().state().isLast());
        if (over || left.isNegative() || left.isZero()) {
          Messages.say(DeliveryStatus.summary(all), host);
          return over
              ? code(all.stream().map(DeliveryStatus::delivery).toList())
              : ExitCode.TIMED_OUT.number();
        }
        Duration look = nextLook(all, host.clock().now());
        watch.await(left.compareTo(look) < 0 ? left : look);
      }
    }
  }

  /** That a job's time is over nobody tells either. */
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

  /** 0 all succeeded, 3 some, 1 none. */
  static int code(List<Delivery> all) {
    long fine = all.stream().filter(d -> d.state() == State.SUCCEEDED).count();
    if (fine == all.size()) {
      return ExitCode.DONE.number();
    }
    return fine > 0 ? IN_PART : ExitCode.FAILED.number();
  }
}
