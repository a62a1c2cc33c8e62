package runner.puppet;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import runner.process.ProcessId;
import runner.task.Exit;
import runner.wait.Deadline;

/** One call of Puppet: as many attempts as it takes, or as there are. */
final class PuppetRetry {
  private final PuppetSettings settings;
  private final PuppetContext call;
  private final List<String> puppet;
  private final List<String> arguments;
  private final PuppetPaths places;
  private final LockWait lockWait;
  private boolean absenceCounts = true;

  PuppetRetry(
      PuppetSettings settings,
      PuppetContext call,
      List<String> puppet,
      List<String> arguments,
      PuppetPaths places) {
    this.settings = settings;
    this.call = call;
    this.puppet = puppet;
    this.arguments = arguments;
    this.places = places;
    this.lockWait = new LockWait(call.clock(), call.random(), call.stop());
  }

  PuppetOutcome run() {
    for (int number = 1; ; number++) {
      PuppetAttempt attempt = new PuppetAttempt(call);
      Optional<PuppetOutcome> outcome = outcome(attempt, attempt.run(puppet, arguments));
      if (outcome.isPresent()) {
        attempt.output().show();
        return outcome.get();
      }
      attempt.output().drop();
      if (number == settings.tries()) {
        return new PuppetOutcome.Blocked(number);
      }
      await(attempt, settings.tries() - number);
      if (call.stop().requested()) {
        return new PuppetOutcome.Stopped();
      }
    }
  }

  /** What an attempt came to; nothing when it was blocked. */
  private Optional<PuppetOutcome> outcome(PuppetAttempt attempt, Exit exit) {
    if (call.stop().requested()) {
      return Optional.of(new PuppetOutcome.Stopped());
    }
    if (exit.kind() == Exit.Kind.NOT_STARTED) {
      return Optional.of(new PuppetOutcome.NotStarted(puppet.get(0), exit.detail(), ""));
    }
    return switch (AttemptResult.of(exit, attempt.said())) {
      case ENDED -> Optional.of(ended(exit, attempt.said()));
      case DISABLED ->
          Optional.of(new PuppetOutcome.Disabled(exit.code(), attempt.said().reason(), true));
      case LOCKED -> Optional.empty();
      case SILENT -> ofFiles(attempt.begun(), exit);
    };
  }

  private static PuppetOutcome ended(Exit exit, AttemptTranscript said) {
    boolean cutShort = exit.code() == 0 && said.has(AgentMessage.INTERRUPTED);
    PuppetOutcome.Completion whole =
        said.has(AgentMessage.APPLIED)
            ? PuppetOutcome.Completion.APPLIED
            : PuppetOutcome.Completion.UNKNOWN;
    return new PuppetOutcome.Ended(
        exit.code(), cutShort ? PuppetOutcome.Completion.CUT_SHORT : whole);
  }

  /**
   * What Puppet's files tell, where it printed nothing. Only a lock that was taken before this
   * attempt began, by an owner who still lives, can have blocked it.
   */
  private Optional<PuppetOutcome> ofFiles(Instant begun, Exit exit) {
    PuppetOutcome unexplained =
        new PuppetOutcome.Ended(exit.code(), PuppetOutcome.Completion.UNKNOWN);
    Optional<PuppetLockFile> lock = lock(PuppetPaths.LOCK);
    if (lock.isEmpty()) {
      return Optional.of(unexplained);
    }
    DisabledFile disabled = DisabledFile.beside(lock.get());
    if (disabled.exists()) {
      return Optional.of(new PuppetOutcome.Disabled(exit.code(), disabled.reason(), false));
    }
    boolean lives =
        lock.get().look(Optional.empty(), call.clock().now(), Duration.ZERO).pid().isPresent();
    boolean older = lock.get().touched().filter(taken -> taken.isBefore(begun)).isPresent();
    return lives && older ? Optional.empty() : Optional.of(unexplained);
  }

  private void await(PuppetAttempt attempt, int remaining) {
    Deadline delay = new Deadline(call.clock(), Optional.of(settings.delay()));
    say(remaining);
    Optional<PuppetLockFile> lock =
        settings.waiting() == PuppetSettings.Waiting.FIXED ? Optional.empty() : lockOf(attempt);
    if (lock.isEmpty()) {
      call.stop().await(delay.left());
      return;
    }
    Optional<ProcessId> owner = attempt.owner();
    Duration longest = delay.cut(settings.delay());
    LockWait.End end = lockWait.await(lock.get(), owner, longest, absenceCounts);
    absenceCounts =
        end == LockWait.End.RELEASED || (end == LockWait.End.TIME_OVER && absenceCounts);
  }

  /** Prints the line that retrypuppet has always printed. */
  private void say(int remaining) {
    String line =
        "Run already in progress, will retry in %d seconds, %d attempts remain...\n"
            .formatted(settings.delay().toSeconds(), remaining);
    call.screen().accept(StandardCharsets.UTF_8.encode(line));
  }

  private Optional<PuppetLockFile> lockOf(PuppetAttempt attempt) {
    boolean certificates =
        attempt.said().has(AgentMessage.SSL_LOCKED) && !attempt.said().has(AgentMessage.LOCKED);
    return attempt.lock().or(() -> lock(certificates ? PuppetPaths.SSL_LOCK : PuppetPaths.LOCK));
  }

  private Optional<PuppetLockFile> lock(String setting) {
    return places.of(setting).map(PuppetLockFile::new);
  }
}
