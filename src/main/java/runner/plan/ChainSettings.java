package runner.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import runner.config.Config;
import runner.config.ConfigFiles;
import runner.config.Key;
import runner.config.Section;
import runner.exec.Command;
import runner.retry.Backoff;
import runner.task.Problem;

/**
 * What section [runner] says of the chain as a whole.
 *
 * @param maxTries passes over the chain, the first included
 * @param backoff the wait before a directory that could not be planned is read again
 * @param hook the words of the task hook; none when empty
 * @param hookMaxTime limit of one hook
 * @param killGrace between TERM and KILL of a hook
 * @param retryFrom where the next pass begins after a failure
 * @param interval wait between iterations
 * @param splay of which a part, stable on each host, is added to it
 * @param maxTotalTime limit of one iteration, its attempts and waits included
 */
public record ChainSettings(
    int maxTries,
    Backoff backoff,
    List<String> hook,
    Optional<Duration> hookMaxTime,
    Duration killGrace,
    RetryFrom retryFrom,
    Duration interval,
    Duration splay,
    Optional<Command.Limit> maxTotalTime) {

  /** Where the next pass begins after a failure. */
  public enum RetryFrom {
    CHAIN,
    TASK
  }

  public static final Key<Optional<Path>> TASK_DIR =
      Key.path("task_dir", "the task directory; without it, `tasks.d` beside the file");
  static final Key<Duration> SLEEP_TIME =
      Key.duration("sleep_time", "1", "the shortest wait before the next try");
  static final Key<Duration> RETRY_JITTER =
      Key.duration("retry_jitter", "30", "a random span, up to this, added to `sleep_time`");
  static final Key<Integer> MAX_TRIES =
      Key.number("max_tries", 1, "5", "passes over the chain, the first included");
  public static final Key<Optional<Duration>> MAX_TIME =
      Key.limit("max_time", "600", "the longest one attempt may run");
  public static final Key<Duration> KILL_GRACE =
      Key.duration("kill_grace", "10", "time between TERM and KILL");
  static final Key<String> HALT_TASK =
      Key.text(
          "halt_task",
          "halt.sh",
          "what runs when the chain gives up: a name in the task directory or an absolute path;"
              + " empty is none");
  static final Key<List<String>> TASK_HOOK =
      Key.words("task_hook", "command that is run before and after each attempt");
  static final Key<Optional<Duration>> HOOK_MAX_TIME =
      Key.limit("hook_max_time", "30", "the longest a hook may run");
  static final Key<List<String>> INTERPRETER =
      Key.words("interpreter", "command that runs every task file; empty runs the file itself");
  static final Key<RetryFrom> RETRY_FROM =
      Key.choice(
          "retry_from",
          RetryFrom.class,
          "chain",
          "`chain` begins the next pass at the first task, `task` at the one that failed");
  static final Key<Set<Integer>> OK_CODES =
      Key.codes("ok_codes", "0", "codes of a task that mean: go on");
  static final Key<Set<Integer>> HALT_CODES =
      Key.codes("halt_codes", "2", "codes that mean: run the halt task and stop");
  static final Key<Set<Integer>> EXIT_CODES =
      Key.codes("exit_codes", "", "codes that mean: stop without the halt task");
  static final Key<Duration> INTERVAL =
      Key.duration("interval", "0", "wait between the iterations of `-n`");
  static final Key<Duration> SPLAY =
      Key.duration(
          "splay",
          "0",
          "a part of this, always the same on one host, is added to `interval`, so that hosts that"
              + " booted together do not act together");
  static final Key<Optional<Duration>> MAX_TOTAL_TIME =
      Key.limit(
          "max_total_time",
          "0",
          "the longest one iteration may take, tries, hooks and waits included; then the halt task runs");

  /** The keys of the chain, in the order of the documentation. */
  public static final List<Key<?>> KEYS =
      List.of(
          TASK_DIR,
          SLEEP_TIME,
          RETRY_JITTER,
          MAX_TRIES,
          MAX_TIME,
          KILL_GRACE,
          HALT_TASK,
          TASK_HOOK,
          HOOK_MAX_TIME,
          INTERPRETER,
          ConfigFiles.INCLUDE_DIR,
          ConfigFiles.UNSAFE_PATHS,
          RETRY_FROM,
          OK_CODES,
          HALT_CODES,
          EXIT_CODES,
          INTERVAL,
          SPLAY,
          MAX_TOTAL_TIME);

  public ChainSettings {
    hook = List.copyOf(hook);
  }

  /** Reads the section; mistakes are told and leave the default. */
  public static ChainSettings from(Config config, Consumer<Problem> problems) {
    Section runner = config.section("runner");
    return new ChainSettings(
        runner.read(MAX_TRIES, problems),
        new Backoff(runner.read(SLEEP_TIME, problems), runner.read(RETRY_JITTER, problems)),
        runner.read(TASK_HOOK, problems),
        runner.read(HOOK_MAX_TIME, problems),
        runner.read(KILL_GRACE, problems),
        runner.read(RETRY_FROM, problems),
        runner.read(INTERVAL, problems),
        runner.read(SPLAY, problems),
        runner
            .read(MAX_TOTAL_TIME, problems)
            .map(time -> SectionLookup.limit(MAX_TOTAL_TIME, time, runner)));
  }
}
