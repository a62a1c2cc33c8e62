package runner.pool;

import java.util.Optional;
import runner.config.Key;
import runner.task.ExitCode;

/**
 * A source of settings: options and variables with a configuration, or the source of a resource.
 */
public interface SettingSource {
  /** The value where one was given. */
  <T> Optional<T> given(Key<T> key);

  /** The place of the value, for a message about it. */
  String where(Key<?> key);

  /** How the program ends where the value is wrong: 64 for an option, 78 for a configuration. */
  ExitCode code(Key<?> key);
}
