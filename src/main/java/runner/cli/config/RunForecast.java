package runner.cli.config;

import java.time.Instant;
import java.util.Optional;
import runner.chain.GateCheck;
import runner.chain.GateContext;
import runner.cli.session.GateContexts;
import runner.cli.session.StateLocation;
import runner.journal.StateReader;
import runner.plan.Task;

/**
 * What would become of each task if the chain started at some instant.
 *
 * @param memory asked as the chain would ask it
 */
record RunForecast(GateCheck memory) {

  /**
   * What would become of a task.
   *
   * @param run whether it would run; empty where only its condition can tell, which is not asked
   * @param next when it next may run, where that can be told
   */
  record Prospect(Optional<Boolean> run, String reason, Optional<Instant> next) {

    /** For people. */
    String sentence() {
      String word = run.map(runs -> runs ? "runs" : "skipped").orElse("may run");
      return reason.isEmpty() ? word : word + ", " + reason;
    }
  }

  static RunForecast of(ChainDefinition setup, Instant now) {
    StateReader kept =
        new StateReader(StateLocation.of(setup.common(), setup.config(), setup.host()));
    GateContext then = GateContexts.at(now, setup.host());
    return new RunForecast(new GateCheck(kept.successes(), () -> then, () -> true));
  }

  Prospect of(Task task) {
    GateContext.Answer answer = memory.ask(task);
    if (answer.open() && !task.settings().onlyIf().isEmpty()) {
      String question = "if only_if says so: " + String.join(" ", task.settings().onlyIf());
      return new Prospect(Optional.empty(), question, answer.next());
    }
    return new Prospect(Optional.of(answer.open()), answer.reason(), answer.next());
  }
}
