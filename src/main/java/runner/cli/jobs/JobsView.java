package runner.cli.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import runner.jobs.Delivery;
import runner.jobs.Delivery.State;
import runner.jobs.DeliveryStatus;
import runner.jobs.Job;
import runner.jobs.Store;

/** Deliveries as they are shown to people and programs. Values of variables are never shown. */
final class JobsView {
  private JobsView() {}

  /** The selected deliveries with what is known of their hosts; for those of one job. */
  static List<DeliveryStatus> of(JobsSetup setup, Store store, Store.Query query) {
    List<DeliveryStatus> all = new ArrayList<>();
    each(setup, store, query, all::add);
    return all;
  }

  /** Hands over the selected deliveries one by one, with what is known of their hosts. */
  static void each(JobsSetup setup, Store store, Store.Query query, Consumer<DeliveryStatus> to) {
    Map<String, Store.HostInfo> hosts =
        store.hosts().stream().collect(Collectors.toMap(Store.HostInfo::host, seen -> seen));
    Set<String> busy = new HashSet<>();
    Store.Query working =
        new Store.Query(
            Optional.empty(),
            query.host(),
            Set.of(State.DELIVERED, State.RUNNING),
            Optional.empty(),
            Optional.empty());
    store.each(working, delivery -> busy.add(delivery.host()));
    Optional<Duration> limit = setup.maxTime();
    Instant now = setup.host().clock().now();
    store.each(
        query,
        delivery ->
            to.accept(
                DeliveryStatus.of(
                    delivery,
                    Optional.ofNullable(hosts.get(delivery.host())),
                    busy.contains(delivery.host()),
                    limit,
                    now)));
  }

  static Map<String, Object> document(DeliveryStatus standing) {
    Delivery delivery = standing.delivery();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("jid", delivery.job().jid().text());
    document.put("task", delivery.job().work().task());
    document.put("host", delivery.host());
    document.put("state", delivery.state().word());
    document.put("standing", standing.words());
    document.put("deliveries", delivery.deliveries());
    document.put("submitted_at", delivery.job().origin().submittedAt().toString());
    document.put("expires_at", delivery.job().terms().expiresAt().toString());
    document.put("delivered_at", text(delivery.deliveredAt()));
    document.put("started_at", text(delivery.startedAt()));
    document.put("finished_at", text(delivery.finishedAt()));
    document.put("exit_code", delivery.result().exitCode().orElse(null));
    document.put("signal", delivery.result().signal().orElse(null));
    document.put("reason", delivery.result().reason());
    return document;
  }

  static Map<String, Object> document(Job job) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("jid", job.jid().text());
    document.put("task", job.work().task());
    document.put("args", job.work().args());
    document.put("env", new TreeSet<>(job.work().env().keySet()));
    document.put("target", job.origin().target());
    document.put("submitted_by", job.origin().submittedBy());
    document.put("submitted_at", job.origin().submittedAt().toString());
    document.put("not_before", text(job.terms().notBefore()));
    document.put("expires_at", job.terms().expiresAt().toString());
    document.put("max_time_s", job.terms().maxTime().<Object>map(Duration::toSeconds).orElse(null));
    document.put("idempotent", job.terms().idempotent());
    document.put("max_starts", job.terms().maxStarts());
    document.put("max_deliveries", job.terms().maxDeliveries());
    document.put("reboots", job.terms().reboots());
    document.put("dedupe_key", job.origin().dedupeKey().orElse(null));
    document.put("retry_of", job.origin().retryOf().map(Object::toString).orElse(null));
    document.put("key_id", job.origin().keyId().orElse(null));
    return document;
  }

  static Map<String, Object> document(Store.Change change) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("at", change.at().toString());
    document.put("actor", change.actor());
    document.put("host", change.host());
    document.put("from", change.from().word());
    document.put("to", change.to().word());
    return document;
  }

  private static Object text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(null);
  }
}
