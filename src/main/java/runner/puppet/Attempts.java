package runner.puppet;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import runner.lock.Owner;
import runner.lock.Processes;
import runner.task.Exit;

/** One call of Puppet: as many attempts as it takes, or as there are. */
final class Attempts {
  private final Processes processes = Processes.ofThisHost();
  private final PuppetSettings settings;
  private final Call call;
  private final List<String> puppet;
  private final List<String> arguments;
  private final Places places;
  private final LockWait lockWait;
  private boolean believing = true;

  Attempts(
      PuppetSettings settings,
      Call call,
      List<String> puppet,
      List<String> arguments,
      Places places) {
    this.settings = settings;
    this.call = call;
    this.puppet = puppet;
    this.arguments = arguments;
    this.places = places;
    this.lockWait = new LockWait(call.clock(), call.random(), call.stop());
  }

  Outcome run() {
    for (int number = 1; ; number++) {
      Attempt attempt = new Attempt(call, processes);
      Optional<Outcome> outcome = outcome(attempt, attempt.run(puppet, arguments));
      if (outcome.isPresent()) {
        attempt.output().show();
        return outcome.get();
      }
      attempt.output().drop();
      if (number == settings.tries()) {
        return new Outcome.Blocked(number);
      }
      await(attempt, settings.tries() - number);
      if (call.stop().requested()) {
        return new Outcome.Stopped();
      }
    }
  }

  /** What an attempt came to; nothing when it was blocked. */
  private Optional<Outcome> outcome(Attempt attempt, Exit exit) {
    if (call.stop().requested()) {
      return Optional.of(new Outcome.Stopped());
    }
    if (exit.kind() == Exit.Kind.NOT_STARTED) {
      return Optional.of(new Outcome.NotStarted(puppet.get(0), exit.detail(), ""));
    }
    return switch (Reading.of(exit, attempt.said())) {
      case ENDED -> Optional.of(ended(exit, attempt.said()));
      case DISABLED ->
          Optional.of(new Outcome.Disabled(exit.code(), attempt.said().reason(), true));
      case LOCKED -> Optional.empty();
      case SILENT -> ofFiles(attempt.begun(), exit);
    };
  }

  private static Outcome ended(Exit exit, Transcript said) {
    boolean cutShort = exit.code() == 0 && said.has(Sign.INTERRUPTED);
    Outcome.Completion whole =
        said.has(Sign.APPLIED) ? Outcome.Completion.APPLIED : Outcome.Completion.UNKNOWN;
    return new Outcome.Ended(exit.code(), cutShort ? Outcome.Completion.CUT_SHORT : whole);
  }

  /**
   * Puppet said nothing, so its files must tell why. Only a lock that was taken before this attempt
   * began, by an owner who still lives, can have blocked it.
   */
  private Optional<Outcome> ofFiles(Instant begun, Exit exit) {
    Outcome unexplained = new Outcome.Ended(exit.code(), Outcome.Completion.UNKNOWN);
    Optional<LockFile> lock = lock(Places.LOCK);
    if (lock.isEmpty()) {
      return Optional.of(unexplained);
    }
    DisabledFile disabled = DisabledFile.beside(lock.get());
    if (disabled.exists()) {
      return Optional.of(new Outcome.Disabled(exit.code(), disabled.reason(), false));
    }
    boolean lives =
        lock.get().look(Optional.empty(), call.clock().now(), Duration.ZERO).owner().isPresent();
    boolean older = lock.get().touched().filter(taken -> taken.isBefore(begun)).isPresent();
    return lives && older ? Optional.empty() : Optional.of(unexplained);
  }

  private void await(Attempt attempt, int remaining) {
    Duration begun = call.clock().uptime();
    say(remaining);
    Optional<LockFile> lock =
        settings.waiting() == PuppetSettings.Waiting.FIXED ? Optional.empty() : lockOf(attempt);
    Duration left = settings.delay().minus(call.clock().uptime().minus(begun));
    Duration longest = left.isNegative() ? Duration.ZERO : left;
    if (lock.isEmpty()) {
      call.stop().await(longest);
      return;
    }
    Optional<Owner> owner = attempt.owner();
    LockWait.End end = lockWait.await(lock.get(), owner, longest, believing);
    believing = end == LockWait.End.RELEASED || (end == LockWait.End.TIME_OVER && believing);
  }

  /** The line is the one that retrypuppet has always printed. */
  private void say(int remaining) {
    String line =
        "Run already in progress, will retry in %d seconds, %d attempts remain...\n"
            .formatted(settings.delay().toSeconds(), remaining);
    call.screen().accept(StandardCharsets.UTF_8.encode(line));
  }

  private Optional<LockFile> lockOf(Attempt attempt) {
    boolean certificates = attempt.said().has(Sign.SSL_LOCKED) && !attempt.said().has(Sign.LOCKED);
    return attempt.lock().or(() -> lock(certificates ? Places.SSL_LOCK : Places.LOCK));
  }

  private Optional<LockFile> lock(String setting) {
    return places.of(setting).map(path -> new LockFile(path, processes));
  }
}
