package runner.puppet;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The program puppet, called such that a run which is already in progress is waited for rather than
 * a failure. Puppet's own locks are looked at and never touched.
 */
public final class Puppet {
  private final PuppetSettings settings;
  private final PuppetContext call;

  public Puppet(PuppetSettings settings, PuppetContext call) {
    this.settings = settings;
    this.call = call;
  }

  /**
   * Calls Puppet; its output goes to the screen as it comes, less that of blocked attempts.
   *
   * @param arguments handed on as they are
   */
  public PuppetOutcome run(List<String> arguments) {
    return run(arguments, false);
  }

  /** Runs the agent once, as a task does: {@code agent -t} and what is added to that. */
  public PuppetOutcome runAgent(List<String> more) {
    List<String> arguments = new ArrayList<>(List.of("agent", "-t"));
    arguments.addAll(more);
    return run(arguments, true);
  }

  private PuppetOutcome run(List<String> arguments, boolean mustFinish) {
    Optional<PuppetOutcome.NotStarted> fault =
        PuppetProgram.faultOf(settings.command(), call.searchPath());
    if (fault.isPresent()) {
      return fault.get();
    }
    List<String> puppet = PuppetProgram.find(settings.command(), call.searchPath()).orElseThrow();
    PuppetPaths places = new PuppetPaths(puppet, arguments, call);
    Instant begun = call.clock().now();
    PuppetOutcome outcome = new PuppetRetry(settings, call, puppet, arguments, places).run();
    return mustFinish ? finished(outcome, places, begun) : outcome;
  }

  /** Puppet says 0 when a signal ends it; where its output does not tell, its summary does. */
  private static PuppetOutcome finished(PuppetOutcome outcome, PuppetPaths places, Instant begun) {
    boolean doubtful =
        outcome.equals(new PuppetOutcome.Ended(0, PuppetOutcome.Completion.UNKNOWN))
            && places
                .of(PuppetPaths.LAST_RUN)
                .flatMap(LastRunSummary::finished)
                .filter(last -> last.isBefore(begun.truncatedTo(ChronoUnit.SECONDS)))
                .isPresent();
    return doubtful ? new PuppetOutcome.Ended(0, PuppetOutcome.Completion.CUT_SHORT) : outcome;
  }
}
