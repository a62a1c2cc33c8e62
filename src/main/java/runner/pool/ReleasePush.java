package runner.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import runner.pool.claim.LockId;
import runner.pool.claim.LockRelease;
import runner.pool.claim.LockRepository;
import runner.pool.git.RemoteRepository;
import runner.pool.judge.LockScan;
import runner.pool.net.Patience;
import runner.retry.Backoff;
import runner.task.ExitCode;
import runner.task.RunnerException;

/**
 * Releases locks while others claim and release. Commits are built on the branch as it was fetched
 * and pushed plainly, which the server takes only if the branch has not moved since. Where it has,
 * all is fetched and looked at anew. A lock is released only while its claim is still the commit
 * that was first judged.
 */
final class ReleasePush {
  private static final int TRIES = 10;

  /** Refusals in a row with nobody else at work: then it is no race. */
  private static final int UNMOVED_TRIES = 3;

  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(100), Duration.ofMillis(900));

  private final LockRepository repository;
  private final RemoteRepository remote;
  private final Patience patience;
  private final DoubleSupplier random;
  private final Map<LockId, String> released = new HashMap<>();

  ReleasePush(
      LockRepository repository,
      RemoteRepository remote,
      Patience patience,
      DoubleSupplier random) {
    this.repository = repository;
    this.remote = remote;
    this.patience = patience;
    this.random = random;
  }

  /** Which locks were released, and by which commit of ours. */
  Map<LockId, String> released() {
    return released;
  }

  /**
   * Looks, releases, and looks again as often as somebody else is faster.
   *
   * @param look judges the locks at a commit; called once for each state of the branch
   * @param plan what is to be released of what was seen; nothing ends it
   * @return what was seen last
   */
  LockScan.Seen run(
      Function<String, LockScan.Seen> look, Function<LockScan.Seen, List<LockRelease>> plan) {
    Tip tip = Tip.NONE;
    LockScan.Seen last = null;
    int unmoved = 0;
    for (int tried = 1; ; tried++) {
      String head = remote.fetch();
      if (tip.landed(head, repository)) {
        released.putAll(tip.commits());
        return last;
      }
      LockScan.Seen seen = look.apply(head);
      last = seen;
      List<LockRelease> due = plan.apply(seen);
      if (due.isEmpty()) {
        return seen;
      }
      unmoved = head.equals(tip.base()) ? unmoved + 1 : 0;
      tip = Tip.of(due, head, () -> commit(due, head));
      RemoteRepository.Push push = remote.push(tip.commit());
      if (push.done()) {
        released.putAll(tip.commits());
        return seen;
      }
      giveUp(tried, unmoved, push);
      patience.pause(BACKOFF.after(tried, random.getAsDouble()));
    }
  }

  private List<String> commit(List<LockRelease> due, String head) {
    Instant now = patience.clock().now();
    return repository.commit(due, head, now);
  }

  private void giveUp(int tried, int unmoved, RemoteRepository.Push push) {
    if (tried == TRIES || unmoved + 1 == UNMOVED_TRIES) {
      throw new RunnerException(
          ExitCode.FAILED,
          "push",
          "not taken after " + tried + " tries: " + push.words(),
          unmoved > 0
              ? "may this user write to the branch?"
              : "others push all the time; try later");
    }
  }

  /** Commits of ours that were pushed, perhaps in vain. */
  private record Tip(String base, String commit, Map<LockId, String> commits) {
    static final Tip NONE = new Tip("", "", Map.of());

    static Tip of(List<LockRelease> due, String base, Supplier<List<String>> making) {
      List<String> ids = making.get();
      Map<LockId, String> commits = new HashMap<>();
      for (int i = 0; i < ids.size(); i++) {
        commits.put(due.get(i).lock(), ids.get(i));
      }
      return new Tip(base, ids.get(ids.size() - 1), commits);
    }

    /** A push whose answer was lost may still have been taken. */
    boolean landed(String head, LockRepository repository) {
      return !commit.isEmpty() && repository.contains(head, commit);
    }
  }
}
