package runner.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import runner.jobs.Delivery.State;

/** What every store of jobs does. A test class of a store extends this and opens the store. */
public abstract class StoreContract {
  protected static final Inbox.Hello HELLO = new Inbox.Hello("i1", "boot1", "0.1.0");

  protected Store store;
  protected Inbox web1;

  /** An empty store, once for each test. */
  protected abstract Store open() throws Exception;

  @BeforeEach
  final void openStore() throws Exception {
    store = open();
    web1 = store.inbox("web1");
  }

  @AfterEach
  final void closeStore() {
    web1.close();
    store.close();
  }

  protected final Job submit(Job job, String... hosts) {
    List<Store.Address> to = Stream.of(hosts).map(h -> new Store.Address(h, "signed")).toList();
    assertThat(store.submit(job, to)).extracting(Store.Accepted::jid).containsOnly(job.jid());
    return job;
  }

  protected final Delivery only(Job job) {
    List<Delivery> found = store.list(Store.Query.of(job.jid()));
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  protected final Inbox.Claim claim(Job job) {
    Inbox.Claim claim = web1.claimNext(Set.of()).orElseThrow();
    assertThat(claim.delivery().job()).isEqualTo(job);
    return claim;
  }

  /** What the oldest job of a host is signed with, as the host is given it. */
  protected final String signatureAt(String host) {
    try (Inbox inbox = store.inbox(host)) {
      inbox.hello(HELLO);
      return inbox.claimNext(Set.of()).orElseThrow().delivery().signature();
    }
  }

  @Test
  void a_job_is_kept_whole_for_each_host() {
    Job job = submit(new Jobs().key("k").job(), "web1", "web2");
    // A list need not bring along what jobs are signed with; a claim must.
    assertThat(store.list(Store.Query.of(job.jid())))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("signature")
        .containsExactly(Delivery.pending(job, "web1", ""), Delivery.pending(job, "web2", ""));
    assertThat(List.of("web1", "web2")).extracting(this::signatureAt).containsOnly("signed");
  }

  @Test
  void a_host_gets_its_own_jobs_the_oldest_first_one_by_one() {
    Job first = Jobs.any();
    Job second = Jobs.any();
    submit(second, "web1");
    submit(first, "web1", "web2");
    submit(Jobs.any(), "web2");
    web1.hello(HELLO);
    Inbox.Claim claim = claim(first);
    assertThat(claim.delivery().state()).isEqualTo(State.DELIVERED);
    assertThat(claim.delivery().signature()).isEqualTo("signed");
    assertThat(claim.delivery().deliveries()).isEqualTo(1);
    assertThat(claim.left()).isBetween(Duration.ofDays(6), Duration.ofDays(7));
    claim(second);
    assertThat(web1.claimNext(Set.of())).isEmpty();
  }

  @Test
  void what_the_host_excepts_is_passed_over() {
    Job first = submit(Jobs.any(), "web1");
    Job second = submit(Jobs.any(), "web1");
    web1.hello(HELLO);
    assertThat(web1.claimNext(Set.of(first.jid())).orElseThrow().delivery().job())
        .isEqualTo(second);
    assertThat(only(first).state()).isEqualTo(State.PENDING);
  }

  @Test
  void a_job_runs_and_its_end_is_known() {
    Job job = submit(Jobs.any(), "web1");
    web1.hello(HELLO);
    claim(job);
    assertThat(web1.report(job.jid(), State.RUNNING, Delivery.Result.NONE)).isTrue();
    assertThat(only(job).state()).isEqualTo(State.RUNNING);
    assertThat(only(job).startedAt()).isPresent();
    Delivery.Result end =
        new Delivery.Result(Optional.of(137), Optional.of(9), "last \u00e4 words\n", "killed");
    assertThat(web1.report(job.jid(), State.FAILED, end)).isTrue();
    assertThat(only(job).state()).isEqualTo(State.FAILED);
    assertThat(only(job).result()).isEqualTo(end);
    assertThat(only(job).finishedAt()).isPresent();
  }

  @Test
  void a_last_state_never_changes_and_the_same_report_again_is_fine() {
    Job job = submit(Jobs.any(), "web1");
    web1.hello(HELLO);
    claim(job);
    Delivery.Result end = new Delivery.Result(Optional.of(0), Optional.empty(), "", "");
    assertThat(web1.report(job.jid(), State.SUCCEEDED, end)).isTrue();
    Delivery once = only(job);
    assertThat(web1.report(job.jid(), State.SUCCEEDED, end)).isTrue();
    assertThat(web1.report(job.jid(), State.FAILED, Delivery.Result.of("late"))).isFalse();
    assertThat(web1.report(job.jid(), State.PENDING, Delivery.Result.NONE)).isFalse();
    assertThat(only(job)).isEqualTo(once);
  }

  @Test
  void nothing_is_reported_of_what_was_not_claimed() {
    Job job = submit(Jobs.any(), "web1");
    Job others = submit(Jobs.any(), "web2");
    web1.hello(HELLO);
    Delivery.Result none = Delivery.Result.NONE;
    assertThat(web1.report(job.jid(), State.SUCCEEDED, none)).isFalse();
    assertThat(web1.report(others.jid(), State.SUCCEEDED, none)).isFalse();
    assertThat(web1.report(Jobs.any().jid(), State.SUCCEEDED, none)).isFalse();
    assertThat(only(job).state()).isEqualTo(State.PENDING);
    assertThat(only(others).state()).isEqualTo(State.PENDING);
  }

  @Test
  void what_is_over_is_not_handed_out_and_shown_as_expired() {
    Instant old = Instant.now().minus(Duration.ofHours(2));
    Job job = submit(new Jobs().submitted(old).expiry(Duration.ofHours(1)).job(), "web1");
    Job good = submit(Jobs.any(), "web1");
    assertThat(only(job).state()).isEqualTo(State.EXPIRED);
    web1.hello(HELLO);
    claim(good);
    assertThat(only(job).state()).isEqualTo(State.EXPIRED);
    assertThat(store.cancel(job.jid(), Optional.empty(), "alice"))
        .extracting(Delivery::state)
        .containsExactly(State.EXPIRED);
  }

  @Test
  void what_is_not_due_yet_waits_and_holds_up_nothing() {
    Instant later = Instant.now().plus(Duration.ofHours(1));
    Job waiting = submit(new Jobs().notBefore(later).job(), "web1");
    Job good = submit(Jobs.any(), "web1");
    web1.hello(HELLO);
    claim(good);
    assertThat(web1.claimNext(Set.of())).isEmpty();
    assertThat(only(waiting).state()).isEqualTo(State.PENDING);
  }

  @Test
  void a_job_that_was_not_started_is_handed_out_again_as_often_as_it_may_be() {
    Job job = submit(new Jobs().deliveries(2).job(), "web1");
    web1.hello(HELLO);
    for (int time = 1; time <= 2; time++) {
      assertThat(claim(job).delivery().deliveries()).isEqualTo(time);
      assertThat(web1.report(job.jid(), State.PENDING, Delivery.Result.NONE)).isTrue();
    }
    assertThat(web1.claimNext(Set.of())).isEmpty();
    assertThat(only(job).state()).isEqualTo(State.EXHAUSTED);
  }

  @Test
  void a_cancelled_job_is_never_handed_out() {
    Job job = submit(Jobs.any(), "web1", "web2");
    assertThat(store.cancel(job.jid(), Optional.of("web1"), "alice"))
        .extracting(Delivery::state)
        .containsExactly(State.CANCELLED);
    web1.hello(HELLO);
    assertThat(web1.claimNext(Set.of())).isEmpty();
    assertThat(store.list(Store.Query.of(job.jid())))
        .extracting(Delivery::state)
        .containsExactly(State.CANCELLED, State.PENDING);
  }

  @Test
  void a_job_that_was_claimed_is_not_cancelled() {
    Job job = submit(Jobs.any(), "web1");
    web1.hello(HELLO);
    claim(job);
    List<Delivery> after = store.cancel(job.jid(), Optional.empty(), "alice");
    assertThat(after).extracting(Delivery::state).containsExactly(State.DELIVERED);
    assertThat(after.get(0).deliveredAt()).isPresent();
  }
}
