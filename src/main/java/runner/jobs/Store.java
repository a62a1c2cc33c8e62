package runner.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import runner.task.RunnerException;

/**
 * Where jobs are kept, as those see it who submit them. What a call returned from is durable. Every
 * method throws {@link RunnerException}: 69 where the store cannot be reached, 73 where it cannot
 * be written, 77 where it refuses this user.
 */
public interface Store extends AutoCloseable {

  /**
   * A host that is to get a job.
   *
   * @param signature over the job and this host, and maybe others; empty where none is wanted
   */
  record Address(String host, String signature) {}

  /**
   * What a host gets.
   *
   * @param jid the job's own, or that of the one it would have repeated
   */
  record Accepted(String host, JobId jid) {}

  /**
   * Which deliveries are meant; what is absent or empty selects nothing out.
   *
   * @param since submitted at that time or later
   */
  record Query(
      Optional<JobId> jid,
      Optional<String> host,
      Set<Delivery.State> states,
      Optional<String> task,
      Optional<Instant> since) {
    public Query {
      states = Set.copyOf(states);
    }

    /** Every delivery there is. */
    public static Query all() {
      return new Query(
          Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), Optional.empty());
    }

    /** Those of one job. */
    public static Query of(JobId jid) {
      return of(jid, Optional.empty());
    }

    /** The one that a host has of a job, or all of them. */
    public static Query of(JobId jid, Optional<String> host) {
      return new Query(Optional.of(jid), host, Set.of(), Optional.empty(), Optional.empty());
    }

    /** Whether a delivery, as it is seen now, is one of those meant. */
    public boolean covers(Delivery delivery) {
      Job job = delivery.job();
      return selects(jid, job.jid())
          && selects(host, delivery.host())
          && (states.isEmpty() || states.contains(delivery.state()))
          && selects(task, job.work().task())
          && (since.isEmpty() || !job.origin().submittedAt().isBefore(since.get()));
    }

    /** Whether a value is the wanted one, or any would do. */
    public static <T> boolean selects(Optional<T> wanted, T value) {
      return wanted.isEmpty() || wanted.get().equals(value);
    }
  }

  /** One line of the audit: who moved a delivery where, and when. */
  record Change(
      Instant at, String actor, JobId jid, String host, Delivery.State from, Delivery.State to) {}

  /**
   * A host that said hello at least once.
   *
   * @param boot the kernel's id of its last boot
   * @param lastBoot when it first said hello in that boot
   * @param lastSeen when it last said anything
   * @param version of its program
   */
  record HostInfo(
      String host,
      String incarnation,
      String boot,
      Instant lastBoot,
      Instant lastSeen,
      String version) {}

  /** Tells of changes to one job. */
  interface Watch extends AutoCloseable {
    /** Waits until something may have changed since the last call, or the time has passed. */
    void await(Duration atMost);

    @Override
    void close();
  }

  /** Stores a job for hosts, all or none of them; each host that has its like keeps that one. */
  List<Accepted> submit(Job job, List<Address> to);

  /**
   * Hands over the deliveries meant, as {@link Delivery#seen} by the store's clock, the oldest job
   * first. One by one: all of a fleet's are more than fits into memory.
   */
  void each(Query query, Consumer<Delivery> to);

  /** What {@link #each} hands over, where it is known to be little. */
  default List<Delivery> list(Query query) {
    List<Delivery> all = new ArrayList<>();
    each(query, all::add);
    return all;
  }

  /** What happened to a job, the oldest change first. */
  List<Change> history(JobId jid);

  /**
   * Cancels what no host has claimed: of a claim and a cancellation at the same time exactly one
   * wins.
   *
   * @return the deliveries as they are now; those that are not {@code CANCELLED} were too late
   */
  List<Delivery> cancel(JobId jid, Optional<String> host, String actor);

  /** Every host seen so far, by name. */
  List<HostInfo> hosts();

  /** Forgets deliveries that reached their last state before a time; says how many. */
  int purge(Instant before);

  /** Begins to watch a job; a change after this is not missed. */
  Watch watch(JobId jid);

  /** The side that the host itself sees; only the host it is meant for may have it. */
  Inbox inbox(String host);

  @Override
  void close();
}
