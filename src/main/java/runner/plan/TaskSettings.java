package runner.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import runner.config.Config;
import runner.config.Key;
import runner.config.Section;
import runner.exec.Command;
import runner.exec.spawn.Environment;
import runner.retry.Backoff;
import runner.task.CodeLists;
import runner.task.TaskName;

/**
 * What the configuration says of one task: its own sections, key by key, else [runner].
 *
 * @param limit the longest one attempt may run, and what set it
 * @param ownMaxTries the task's own limit of tries, where it has one
 * @param backoff the wait after a failure of this task
 * @param killGrace between TERM and KILL
 * @param interpreter words put before the file; none when empty
 * @param codes what its exit codes mean
 * @param dependsOn file or task names that must run first
 * @param onlyIf a command that must say 0 for the task to run; none when empty
 * @param when when it may run, given its last success
 * @param user whom it runs as; absent is the runner's own user
 * @param environment variables of this task alone
 * @param allowFailure whether a failure is a warning and the chain goes on
 */
public record TaskSettings(
    Optional<Command.Limit> limit,
    OptionalInt ownMaxTries,
    Backoff backoff,
    Duration killGrace,
    List<String> interpreter,
    CodeLists codes,
    List<String> dependsOn,
    List<String> onlyIf,
    boolean allowFailure,
    RunCondition when,
    Optional<Environment.User> user,
    Map<String, String> environment) {

  static final Key<List<String>> DEPENDS_ON =
      Key.list("depends_on", "file or task names that run before this one");
  static final Key<String> SCHEDULE =
      Key.text("schedule", "", "a `[schedule NAME]` or a built-in one that must be open");
  static final Key<RunCondition.Frequency> FREQUENCY =
      Key.choice(
          "frequency",
          RunCondition.Frequency.class,
          "always",
          "`always`, `boot`, `instance`, `once` or `changed`: how often the task is to succeed");
  static final Key<String> USER =
      Key.text("user", "", "whom the task runs as; needs a runner that runs as root");
  static final Key<List<String>> ONLY_IF =
      Key.words("only_if", "command that is asked first: 0 runs the task, 1 skips it");
  static final Key<Boolean> ALLOW_FAILURE =
      Key.bool("allow_failure", "no", "`yes`: a failure is a warning and the chain goes on");

  /** The keys of a task's section, in the order of the documentation. */
  public static final List<Key<?>> KEYS =
      List.of(
          ChainSettings.MAX_TIME,
          ChainSettings.MAX_TRIES,
          ChainSettings.SLEEP_TIME,
          ChainSettings.RETRY_JITTER,
          ChainSettings.KILL_GRACE,
          ChainSettings.INTERPRETER,
          DEPENDS_ON,
          ChainSettings.OK_CODES,
          ChainSettings.HALT_CODES,
          ChainSettings.EXIT_CODES,
          SCHEDULE,
          FREQUENCY,
          ONLY_IF,
          ALLOW_FAILURE,
          USER);

  public TaskSettings {
    interpreter = List.copyOf(interpreter);
    dependsOn = List.copyOf(dependsOn);
    onlyIf = List.copyOf(onlyIf);
    environment = Map.copyOf(environment);
  }

  /** The settings of a task. */
  static TaskSettings of(TaskName task, NamedDefinitions declared) {
    Config config = declared.config();
    List<Section> own = sections(task, config);
    return read(own, declared, declared.environment(task));
  }

  /** The settings of the halt task, which has no section of its own. */
  static TaskSettings ofChain(NamedDefinitions declared) {
    return read(List.of(), declared, Map.of());
  }

  static List<Section> sections(TaskName task, Config config) {
    return task.sections().stream()
        .filter(name -> config.sections().contains(name))
        .map(config::section)
        .toList();
  }

  private static TaskSettings read(
      List<Section> own, NamedDefinitions declared, Map<String, String> environment) {
    SectionLookup layers =
        new SectionLookup(own, declared.config().section("runner"), declared.problems());
    return new TaskSettings(
        layers.limit(),
        layers.own(ChainSettings.MAX_TRIES).map(OptionalInt::of).orElse(OptionalInt.empty()),
        new Backoff(layers.read(ChainSettings.SLEEP_TIME), layers.read(ChainSettings.RETRY_JITTER)),
        layers.read(ChainSettings.KILL_GRACE),
        layers.read(ChainSettings.INTERPRETER),
        layers.codes(),
        layers.own(DEPENDS_ON).orElse(List.of()),
        layers.own(ONLY_IF).orElse(List.of()),
        layers.own(ALLOW_FAILURE).orElse(false),
        new RunCondition(
            declared.schedule(own), layers.own(FREQUENCY).orElse(RunCondition.Frequency.ALWAYS)),
        declared.user(own),
        environment);
  }
}
