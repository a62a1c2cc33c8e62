package runner.pool;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import runner.pool.claim.LockId;
import runner.pool.claim.LockRelease;
import runner.pool.claim.LockRepository;
import runner.pool.git.RemoteRepository;
import runner.pool.judge.LockScan;
import runner.pool.judge.ReleaseSettings;
import runner.pool.net.RunLimit;
import runner.retry.Backoff;
import runner.task.ExitCode;
import runner.task.RunnerException;

/**
 * Releases locks while others claim and release. Commits are built on the branch as it was fetched
 * and pushed without force, which the server accepts only if the branch has not moved since. If it
 * has, the branch is fetched and judged again. A lock is released only while its claim is still the
 * commit that was judged first.
 */
final class ReleasePush {
  private static final int TRIES = 10;

  /** After so many refusals while the branch did not move, it is no race with others. */
  private static final int UNMOVED_TRIES = 3;

  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(100), Duration.ofMillis(900));

  private final LockRepository repository;
  private final RemoteRepository remote;
  private final RunLimit limit;
  private final DoubleSupplier random;

  ReleasePush(
      LockRepository repository, RemoteRepository remote, RunLimit limit, DoubleSupplier random) {
    this.repository = repository;
    this.remote = remote;
    this.limit = limit;
    this.random = random;
  }

  /**
   * What came of it.
   *
   * @param seen what was seen last
   * @param released which locks were released, and by which commit of ours
   * @param refused whether more were due than may be released at a time
   */
  record Outcome(LockScan.Seen seen, Map<LockId, String> released, boolean refused) {}

  /**
   * Scans, releases what is due, and starts over as often as somebody else pushed first.
   *
   * @param scan judges the locks at a commit; called once for each state of the branch
   */
  Outcome run(Function<String, LockScan.Seen> scan, ReleaseSettings policy) {
    Optional<LockScan.Seen> first = Optional.empty();
    Optional<Attempt> last = Optional.empty();
    int unmoved = 0;
    for (int tried = 1; ; tried++) {
      String head = remote.fetch();
      // A push whose answer was lost may still have been taken.
      if (last.isPresent() && repository.contains(head, last.get().tip())) {
        return last.get().done();
      }
      LockScan.Seen now = scan.apply(head);
      LockScan.Seen seen = first.map(now::since).orElse(now);
      first = first.or(() -> Optional.of(now));
      List<LockRelease> due = seen.due();
      boolean refused = !policy.allows(due.size());
      if (due.isEmpty() || refused) {
        return new Outcome(seen, Map.of(), refused);
      }
      unmoved = last.isPresent() && head.equals(last.get().base()) ? unmoved + 1 : 0;
      Attempt attempt = commit(seen, due, head);
      RemoteRepository.Push push = remote.push(attempt.tip());
      if (push.done()) {
        return attempt.done();
      }
      giveUp(tried, unmoved, push);
      limit.pause(BACKOFF.after(tried, random.getAsDouble()));
      last = Optional.of(attempt);
    }
  }

  private Attempt commit(LockScan.Seen seen, List<LockRelease> due, String base) {
    List<String> ids = repository.commit(due, base, limit.clock().now());
    Map<LockId, String> commits = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      commits.put(due.get(i).lock(), ids.get(i));
    }
    return new Attempt(seen, base, ids.get(ids.size() - 1), commits);
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

  /**
   * The commits of one push, whether the server took them or not.
   *
   * @param base what they were built on
   * @param tip the last of them
   */
  private record Attempt(LockScan.Seen seen, String base, String tip, Map<LockId, String> commits) {
    Outcome done() {
      return new Outcome(seen, commits, false);
    }
  }
}
