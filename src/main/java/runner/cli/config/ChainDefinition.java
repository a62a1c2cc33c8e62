package runner.cli.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import runner.cli.command.GlobalOptions;
import runner.cli.host.Machine;
import runner.cli.session.StateKeys;
import runner.cli.session.StateLocation;
import runner.cli.session.TaskEnvironment;
import runner.config.Config;
import runner.config.Key;
import runner.config.KnownKeys;
import runner.plan.ChainSettings;
import runner.plan.Plan;
import runner.plan.Planner;
import runner.report.metrics.MetricsFile;
import runner.task.Problem;
import runner.task.RunnerException;
import runner.trust.PathInspection;

/** What a chain is to be run with: configuration, directory, and the planner over both. */
public record ChainDefinition(
    GlobalOptions common, Config config, Path directory, boolean haltAfter, Machine host) {

  /** Every key of [runner], whoever reads it. */
  public static List<Key<?>> runnerKeys() {
    List<Key<?>> keys = new ArrayList<>(ChainSettings.KEYS);
    keys.addAll(StateKeys.ALL);
    keys.add(MetricsFile.KEY);
    return keys;
  }

  /** Keys of [runner] that nobody reads: harmless to a boot, so a warning; a problem for check. */
  public List<Problem> unknownKeys() {
    return new KnownKeys(runnerKeys()).unknownIn(config.section("runner"));
  }

  /** Every mistake of the configuration and the directory is found here. */
  public Plan plan() {
    List<Problem> problems = new ArrayList<>(OwnSections.problems(config));
    StateKeys.ALL.forEach(key -> config.section("runner").read(key, problems::add));
    config.section("runner").read(MetricsFile.KEY, problems::add);
    try {
      Planner planner = new Planner(config, searchPath(), haltAfter, host.root(), this::inspection);
      Plan plan = planner.plan(directory);
      if (problems.isEmpty()) {
        return plan;
      }
    } catch (RunnerException e) {
      problems.addAll(0, e.problems());
    }
    throw new RunnerException(problems);
  }

  /** The state directory may not be there yet; then it is what lies above that counts. */
  private PathInspection inspection() {
    PathInspection inspection = PathInspection.ofThisProcess();
    inspection.look("state directory", StateLocation.of(common, config, host));
    return inspection;
  }

  private String searchPath() {
    return config
        .get("env", "PATH")
        .or(() -> host.variable("PATH"))
        .orElse(TaskEnvironment.DEFAULT_PATH);
  }
}
