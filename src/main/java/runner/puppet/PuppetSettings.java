package runner.puppet;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import runner.config.Config;
import runner.config.Key;
import runner.config.KnownKeys;
import runner.config.Section;
import runner.task.Problem;

/**
 * What section [puppet] says.
 *
 * @param command program and first arguments, at least one word
 * @param delay the longest wait between two attempts; never over an hour
 * @param tries attempts, the first included
 * @param waiting what ends a wait
 * @param onDisabled what the stock task does when the agent is disabled
 * @param acceptFailures whether the stock task takes failed resources for success
 */
public record PuppetSettings(
    List<String> command,
    Duration delay,
    int tries,
    Waiting waiting,
    OnDisabled onDisabled,
    boolean acceptFailures) {

  /** What ends a wait. */
  public enum Waiting {
    RELEASED,
    FIXED
  }

  /** What the stock task does when the agent is disabled. */
  public enum OnDisabled {
    EXIT,
    SKIP,
    RETRY
  }

  /** No wait between two tries is longer, here as everywhere in the program. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private static final List<String> PUPPET = List.of("puppet");

  static final Key<List<String>> COMMAND =
      Key.words("command", "the command `puppet`, without its arguments; empty is `puppet`");
  static final Key<Duration> DELAY =
      Key.duration("delay", "30", "the longest wait before the next attempt, at most 1 h");
  static final Key<Integer> TRIES =
      Key.number("tries", 1, "10", "attempts before it gives up, the first included");
  static final Key<Waiting> WAIT =
      Key.choice(
          "wait",
          Waiting.class,
          "released",
          "`released` tries again as soon as the lock is free, `fixed` always after `delay`");
  static final Key<OnDisabled> ON_DISABLED =
      Key.choice(
          "on_disabled",
          OnDisabled.class,
          "exit",
          "what `puppet-agent` answers when Puppet was disabled: `exit` 3, `skip` 0, `retry` 1");
  static final Key<Boolean> ACCEPT_FAILURES =
      Key.bool("accept_failures", "no", "whether failed resources are fine to `puppet-agent`");

  /** The keys, in the order of the documentation. */
  public static final List<Key<?>> KEYS =
      List.of(COMMAND, DELAY, TRIES, WAIT, ON_DISABLED, ACCEPT_FAILURES);

  public PuppetSettings {
    command = command.isEmpty() ? PUPPET : List.copyOf(command);
    delay = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
  }

  /** Reads the section; mistakes, unknown keys among them, are told and leave the default. */
  public static PuppetSettings from(Config config, Consumer<Problem> problems) {
    Section puppet = config.section("puppet");
    new KnownKeys(KEYS).unknownIn(puppet).forEach(problems);
    return new PuppetSettings(
        puppet.read(COMMAND, problems),
        puppet.read(DELAY, problems),
        puppet.read(TRIES, problems),
        puppet.read(WAIT, problems),
        puppet.read(ON_DISABLED, problems),
        puppet.read(ACCEPT_FAILURES, problems));
  }
}
