package runner.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runner.jobs.Delivery.State;
import runner.text.TimeSpan;

/**
 * The state of a delivery in words for people. For one that is pending they say why, as far as that
 * is known.
 *
 * @param words without the names of job and host
 * @param neverSeen whether it waits for a host that never said hello
 */
public record DeliveryStatus(Delivery delivery, String words, boolean neverSeen) {

  /**
   * The status of a delivery.
   *
   * @param host as it was last seen
   * @param busy whether the host is known to do another job now
   * @param usualLimit of a job that has none of its own; absent is none
   */
  public static DeliveryStatus of(
      Delivery delivery,
      Optional<Store.HostInfo> host,
      boolean busy,
      Optional<Duration> usualLimit,
      Instant now) {
    String words =
        switch (delivery.state()) {
          case PENDING -> "pending, " + whyPending(delivery, host, busy, now);
          case DELIVERED -> "delivered " + age(delivery.deliveredAt().orElse(now), now) + " ago";
          case RUNNING -> running(delivery, host, usualLimit, now);
          default -> ended(delivery);
        };
    boolean unseen = delivery.state() == State.PENDING && host.isEmpty();
    return new DeliveryStatus(delivery, words, unseen);
  }

  private static String whyPending(
      Delivery delivery, Optional<Store.HostInfo> host, boolean busy, Instant now) {
    Job job = delivery.job();
    if (delivery.isHeld(now)) {
      return "held: it is of " + job.origin().submittedAt() + ", so a clock is or was wrong";
    }
    Instant due = job.terms().notBefore().orElse(job.origin().submittedAt());
    if (now.isBefore(due)) {
      return "not before " + due;
    }
    if (host.isEmpty()) {
      return "host never seen";
    }
    if (busy) {
      return "host is at another job";
    }
    return host.get().lastBoot().isAfter(due)
        ? "host BOOTED since but did not claim: check job_retry and certificate"
        : "host silent " + age(host.get().lastSeen(), now);
  }

  private static String running(
      Delivery delivery,
      Optional<Store.HostInfo> host,
      Optional<Duration> usualLimit,
      Instant now) {
    Instant started = delivery.startedAt().orElse(now);
    Duration runs = Duration.between(started, now);
    Optional<Duration> limit = delivery.job().terms().maxTime().or(() -> usualLimit);
    boolean late = limit.filter(longest -> runs.compareTo(longest) > 0).isPresent();
    boolean silent = host.filter(seen -> seen.lastSeen().isAfter(started)).isEmpty();
    boolean rebooted = host.filter(seen -> seen.lastBoot().isAfter(started)).isPresent();
    return late && (silent || rebooted) ? "running, stalled " + age(started, now) : "running";
  }

  private static String ended(Delivery delivery) {
    String reason = delivery.result().reason();
    return delivery.state().word().replace('_', ' ') + (reason.isEmpty() ? "" : ", " + reason);
  }

  /** How long ago something was; no time at all where one of the clocks is wrong. */
  public static String age(Instant then, Instant now) {
    return TimeSpan.of(then.isBefore(now) ? Duration.between(then, now) : Duration.ZERO);
  }

  /** All of them in one line: "12 hosts: 9 succeeded, 1 failed, 2 pending (1 never seen)". */
  public static String summary(List<DeliveryStatus> all) {
    Map<State, Integer> counts = new EnumMap<>(State.class);
    all.forEach(standing -> counts.merge(standing.delivery().state(), 1, Integer::sum));
    long unseen = all.stream().filter(DeliveryStatus::neverSeen).count();
    List<String> parts = new ArrayList<>();
    for (State state : State.values()) {
      if (counts.containsKey(state) && state != State.PENDING) {
        parts.add(counts.get(state) + " " + state.word().replace('_', ' '));
      }
    }
    if (counts.containsKey(State.PENDING)) {
      String detail = unseen == 0 ? "" : " (" + unseen + " never seen)";
      parts.add(counts.get(State.PENDING) + " pending" + detail);
    }
    return all.size() + (all.size() == 1 ? " host: " : " hosts: ") + String.join(", ", parts);
  }
}
