package runner.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import runner.jobs.Delivery.State;

/** What every store does for hosts that died, and what it remembers. */
public abstract class StoreRecoveryContract extends StoreContract {

  @Test
  void a_hello_of_the_same_journal_is_told_what_it_holds() {
    Job delivered = submit(Jobs.any(), "web1");
    Job running = submit(Jobs.any(), "web1");
    submit(Jobs.any(), "web1");
    web1.hello(HELLO);
    claim(delivered);
    claim(running);
    web1.report(running.jid(), State.RUNNING, Delivery.Result.NONE);
    Inbox.Welcome welcome = web1.hello(new Inbox.Hello("i1", "boot2", "0.1.0"));
    assertThat(welcome.open())
        .extracting(open -> open.job().jid())
        .containsExactly(delivered.jid(), running.jid());
    assertThat(welcome.now())
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    assertThat(web1.report(delivered.jid(), State.PENDING, Delivery.Result.NONE)).isTrue();
    claim(delivered);
  }

  @Test
  void a_hello_of_another_journal_settles_what_the_first_one_held() {
    Job once = submit(Jobs.any(), "web1");
    Job again = submit(new Jobs().idempotent(3).job(), "web1");
    Job pending = submit(Jobs.any(), "web1");
    web1.hello(HELLO);
    claim(once);
    claim(again);
    Inbox.Welcome welcome = web1.hello(new Inbox.Hello("i2", "boot1", "0.1.0"));
    assertThat(welcome.open()).isEmpty();
    assertThat(only(once).state()).isEqualTo(State.UNKNOWN);
    assertThat(only(once).result().reason()).contains("journal was lost");
    assertThat(only(again).state()).isEqualTo(State.PENDING);
    claim(again);
    claim(pending);
    assertThat(web1.report(once.jid(), State.SUCCEEDED, Delivery.Result.NONE)).isFalse();
  }

  @Test
  void a_host_gets_no_second_job_of_one_key_while_the_first_is_not_over() {
    Job first = submit(new Jobs().key("upgrade").job(), "web1");
    Job second = new Jobs().key("upgrade").job();
    List<Store.Address> to = List.of(new Store.Address("web1", ""), new Store.Address("web2", ""));
    assertThat(store.submit(second, to))
        .containsExactly(
            new Store.Accepted("web1", first.jid()), new Store.Accepted("web2", second.jid()));
    web1.hello(HELLO);
    claim(first);
    Job third = new Jobs().key("upgrade").job();
    assertThat(store.submit(third, to.subList(0, 1)))
        .containsExactly(new Store.Accepted("web1", first.jid()));
    web1.report(first.jid(), State.SUCCEEDED, Delivery.Result.NONE);
    submit(new Jobs().key("upgrade").job(), "web1");
  }

  @Test
  void a_job_is_stored_once_for_a_host_however_often_it_is_submitted() {
    Job job = submit(Jobs.any(), "web1");
    submit(job, "web1");
    assertThat(store.list(Store.Query.all())).hasSize(1);
  }

  @Test
  void a_job_with_a_key_that_is_over_is_not_stored_again() {
    Job job = submit(new Jobs().key("upgrade").job(), "web1");
    web1.hello(HELLO);
    claim(job);
    web1.report(job.jid(), State.SUCCEEDED, Delivery.Result.NONE);
    submit(job, "web1");
    assertThat(only(job).state()).isEqualTo(State.SUCCEEDED);
  }

  @Test
  void each_host_gets_what_the_job_was_signed_with_for_it() {
    Job job = Jobs.any();
    store.submit(job, List.of(new Store.Address("web2", "b"), new Store.Address("web3", "b")));
    store.submit(job, List.of(new Store.Address("web3", "c"), new Store.Address("web1", "a")));
    assertThat(signatureAt("web1")).isEqualTo("a");
    assertThat(signatureAt("web2")).isEqualTo("b");
    assertThat(signatureAt("web3")).isEqualTo("b");
  }

  @Test
  void a_list_holds_what_was_asked_for() {
    Job rotate = submit(new Jobs().task("rotate").job(), "web1");
    Job clean = submit(new Jobs().task("clean").job(), "web1", "web2");
    store.cancel(clean.jid(), Optional.of("web2"), "alice");
    assertThat(listed(Optional.of("web2"), Set.of(), Optional.empty())).containsExactly("clean");
    assertThat(listed(Optional.empty(), Set.of(), Optional.of("rotate"))).containsExactly("rotate");
    assertThat(listed(Optional.empty(), Set.of(State.CANCELLED), Optional.empty()))
        .containsExactly("clean");
    assertThat(store.list(Store.Query.all())).hasSize(3);
    assertThat(store.list(Store.Query.of(rotate.jid()))).hasSize(1);
  }

  private List<String> listed(Optional<String> host, Set<State> states, Optional<String> task) {
    Instant since = Instant.now().minus(Duration.ofHours(1));
    Store.Query query = new Store.Query(Optional.empty(), host, states, task, Optional.of(since));
    return store.list(query).stream().map(d -> d.job().work().task()).toList();
  }

  @Test
  void hosts_are_known_from_their_first_hello() {
    assertThat(store.hosts()).isEmpty();
    web1.hello(HELLO);
    Store.HostInfo first = store.hosts().get(0);
    assertThat(first.host()).isEqualTo("web1");
    assertThat(first.version()).isEqualTo("0.1.0");
    web1.hello(HELLO);
    assertThat(store.hosts().get(0).lastBoot()).isEqualTo(first.lastBoot());
    web1.hello(new Inbox.Hello("i1", "boot2", "0.1.0"));
    Store.HostInfo later = store.hosts().get(0);
    assertThat(store.hosts()).hasSize(1);
    assertThat(later.boot()).isEqualTo("boot2");
    assertThat(later.lastBoot()).isAfter(first.lastBoot());
    assertThat(later.lastSeen()).isAfterOrEqualTo(later.lastBoot());
  }

  @Test
  void each_change_is_on_record() {
    Job job = submit(Jobs.any(), "web1");
    web1.hello(HELLO);
    claim(job);
    web1.report(job.jid(), State.RUNNING, Delivery.Result.NONE);
    web1.report(job.jid(), State.SUCCEEDED, Delivery.Result.NONE);
    web1.report(job.jid(), State.SUCCEEDED, Delivery.Result.NONE);
    List<Store.Change> changes = store.history(job.jid());
    assertThat(changes)
        .extracting(Store.Change::to)
        .containsExactly(State.PENDING, State.DELIVERED, State.RUNNING, State.SUCCEEDED);
    assertThat(changes)
        .extracting(Store.Change::actor)
        .containsExactly("alice", "web1", "web1", "web1");
    Job other = submit(Jobs.any(), "web1");
    store.cancel(other.jid(), Optional.empty(), "bob");
    assertThat(store.history(other.jid()).get(1).actor()).isEqualTo("bob");
  }

  @Test
  void only_what_is_over_is_purged() {
    Job over = submit(Jobs.any(), "web1");
    Job pending = submit(Jobs.any(), "web1");
    store.cancel(over.jid(), Optional.empty(), "alice");
    assertThat(store.purge(Instant.now().minus(Duration.ofHours(1)))).isZero();
    assertThat(store.purge(Instant.now().plus(Duration.ofHours(1)))).isEqualTo(1);
    assertThat(store.list(Store.Query.all()))
        .extracting(d -> d.job().jid())
        .containsExactly(pending.jid());
  }

  @Test
  void a_watch_ends_with_a_change() throws Exception {
    Job job = submit(Jobs.any(), "web1");
    web1.hello(HELLO);
    try (Store.Watch watch = store.watch(job.jid())) {
      Thread host =
          new Thread(
              () -> {
                claim(job);
                web1.report(job.jid(), State.SUCCEEDED, Delivery.Result.NONE);
              });
      host.start();
      Instant begun = Instant.now();
      while (!only(job).state().isLast()) {
        watch.await(Duration.ofSeconds(60));
      }
      assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(50));
      host.join();
    }
  }
}
