package runner.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import runner.task.RunnerException;

/**
 * A store, as one host sees it at its start: it says hello, claims jobs one by one, and reports.
 * Every method throws {@link RunnerException}: 69 where the store cannot be reached, 73 where it
 * cannot be written, 75 where another runner of this host is at work. Reports are idempotent.
 */
public interface Inbox extends AutoCloseable {

  /**
   * Who asks.
   *
   * @param incarnation of the host's journal; another one means that it was lost
   * @param boot the kernel's id of this boot
   * @param version of the program
   */
  record Hello(String incarnation, String boot, String version) {}

  /**
   * The answer.
   *
   * @param now by the store's clock
   * @param open what this journal claimed and has not reported the end of
   */
  record Welcome(Instant now, List<Delivery> open) {
    public Welcome {
      open = List.copyOf(open);
    }
  }

  /**
   * A job that the host holds now.
   *
   * @param left from now until it expires
   */
  record Claim(Delivery delivery, Duration left) {}

  /**
   * Called once, before all else. Deliveries that another journal claimed are settled first, as
   * {@link Delivery#orphaned} says.
   */
  Welcome hello(Hello hello);

  /**
   * Claims the oldest job that is due now; on the way those that are over become expired or
   * exhausted.
   *
   * @param except jobs that are not to be claimed now
   * @return empty where none is due
   */
  Optional<Claim> claimNext(Set<JobId> except);

  /**
   * Says what became of a job: {@code RUNNING}, {@code PENDING} (it was not started, or may be
   * started again), or a last state.
   *
   * @return whether the delivery is in that state now; where it may not get there from where it is,
   *     nothing changes
   */
  boolean report(JobId jid, Delivery.State state, Delivery.Result result);

  @Override
  void close();
}
