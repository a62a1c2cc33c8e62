package runner.chain;

import java.time.Duration;
import java.util.function.Supplier;
import runner.event.ChainOutcome;
import runner.event.Event;
import runner.plan.Plan;
import runner.plan.Task;
import runner.task.RunnerException;
import runner.text.TimeSpan;

/** Runs the chain once, several times, or for ever; the task directory is read anew for each. */
public final class Iterations {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final ChainContext tools;
  private final Plan first;
  private final Supplier<Plan> plans;
  private final Supplier<String> runIds;
  private final double hostShare;

  /**
   * Iterations about to begin.
   *
   * @param first the plan of the first
   * @param plans asked for a new plan before each further one
   * @param runIds asked for a new id before each
   * @param hostShare of the splay, from 0 to 1, always the same on one host
   */
  public Iterations(
      ChainContext tools,
      Plan first,
      Supplier<Plan> plans,
      Supplier<String> runIds,
      double hostShare) {
    this.tools = tools;
    this.first = first;
    this.plans = plans;
    this.runIds = runIds;
    this.hostShare = hostShare;
  }

  /**
   * Runs until one does not succeed, a stop is requested or all are done.
   *
   * @param times how many; 0 is for ever
   * @param haltAfter whether the halt task runs after the last successful one
   */
  public ChainOutcome run(int times, boolean haltAfter) {
    Plan plan = first;
    for (int number = 1; ; number++) {
      Chain chain = new Chain(tools, plan, runIds.get());
      ChainOutcome outcome = iterate(number, plan, chain);
      if (outcome == ChainOutcome.SUCCEEDED && tools.stop().requested()) {
        return ChainOutcome.INTERRUPTED;
      }
      boolean last = number == times;
      if (outcome == ChainOutcome.SUCCEEDED && last && haltAfter) {
        chain.halt("the last iteration is done");
      }
      if (outcome != ChainOutcome.SUCCEEDED || last) {
        return outcome;
      }
      long splay = (long) (hostShare * plan.chain().splay().toMillis());
      Duration interval = plan.chain().interval().plusMillis(splay);
      if (pause(times == 0 ? endless(interval, chain.took()) : interval)) {
        return ChainOutcome.INTERRUPTED;
      }
      plan = next(plan);
    }
  }

  /** One that is given up before its first task, and halts the machine. */
  public ChainOutcome halted(String reason) {
    Chain chain = new Chain(tools, first, runIds.get());
    tools.events().accept(started(1, chain, first));
    tools.events().accept(new Event.GaveUp(reason));
    chain.halt(reason);
    tools.events().accept(new Event.IterationFinished(1, ChainOutcome.HALTED, chain.took()));
    return ChainOutcome.HALTED;
  }

  private static Event started(int number, Chain chain, Plan plan) {
    return new Event.IterationStarted(
        number, chain.id(), plan.tasks().stream().map(Task::name).toList());
  }

  /**
   * The pause of iterations that go on for ever. From the start of one to the start of the next it
   * is at least a second: with nothing to do they would only wear out the disk. A number of
   * iterations ends by itself, so it needs no such bound.
   *
   * @param took the time since the last one began
   */
  static Duration endless(Duration interval, Duration took) {
    Duration rest = SHORTEST.minus(took);
    return rest.compareTo(interval) > 0 ? rest : interval;
  }

  /**
   * The plan of a further iteration. Somebody may be copying a file into the directory just now, so
   * a directory with a mistake is read again, as often and after the same waits as a task that
   * failed.
   */
  private Plan next(Plan last) {
    for (int tried = 1; ; tried++) {
      try {
        return plans.get();
      } catch (RunnerException e) {
        boolean over = tried >= last.chain().maxTries();
        if (over || tools.stop().requested()) {
          throw e;
        }
        Duration pause = last.chain().backoff().after(tried, tools.random().getAsDouble());
        String again = "; reading the directory again in " + TimeSpan.exact(pause);
        tools.events().accept(new Event.Warning(e.getMessage() + again));
        tools.stop().await(pause);
      }
    }
  }

  private ChainOutcome iterate(int number, Plan plan, Chain chain) {
    plan.ignored().forEach(i -> tools.events().accept(new Event.FileIgnored(i.file(), i.reason())));
    plan.warnings().forEach(w -> tools.events().accept(new Event.Warning(w.toString())));
    tools.events().accept(started(number, chain, plan));
    ChainOutcome outcome = chain.run();
    tools.events().accept(new Event.IterationFinished(number, outcome, chain.took()));
    return outcome;
  }

  private boolean pause(Duration interval) {
    if (!interval.isZero()) {
      tools.events().accept(new Event.Detail("next iteration in " + TimeSpan.exact(interval)));
    }
    return tools.stop().await(interval);
  }
}
