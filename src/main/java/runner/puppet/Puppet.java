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
  private final Call call;

  public Puppet(PuppetSettings settings, Call call) {
    this.settings = settings;
    this.call = call;
  }

  /**
   * Calls Puppet; its output goes to the screen as it comes, less that of blocked attempts.
   *
   * @param arguments handed on as they are
   */
  public Outcome run(List<String> arguments) {
    return run(arguments, false);
  }

  /** Runs the agent once, as a task does: {@code agent -t} and what is added to that. */
  public Outcome runAgent(List<String> more) {
    List<String> arguments = new ArrayList<>(List.of("agent", "-t"));
    arguments.addAll(more);
    return run(arguments, true);
  }

  private Outcome run(List<String> arguments, boolean mustFinish) {
    Optional<Outcome.NotStarted> fault =
        PuppetProgram.faultOf(settings.command(), call.searchPath());
    if (fault.isPresent()) {
      return fault.get();
    }
    List<String> puppet = PuppetProgram.find(settings.command(), call.searchPath()).orElseThrow();
    Places places = new Places(puppet, arguments, call);
    Instant begun = call.clock().now();
    Outcome outcome = new Attempts(settings, call, puppet, arguments, places).run();
    return mustFinish ? finished(outcome, places, begun) : outcome;
  }

  /** Puppet says 0 when a signal ends it; where its output does not tell, its summary does. */
  private static Outcome finished(Outcome outcome, Places places, Instant begun) {
    boolean doubtful =
        outcome.equals(new Outcome.Ended(0, Outcome.Completion.UNKNOWN))
            && places
                .of(Places.LAST_RUN)
                .flatMap(LastRun::finished)
                .filter(last -> last.isBefore(begun.truncatedTo(ChronoUnit.SECONDS)))
                .isPresent();
    return doubtful ? new Outcome.Ended(0, Outcome.Completion.CUT_SHORT) : outcome;
  }
}
