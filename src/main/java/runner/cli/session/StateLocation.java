package runner.cli.session;

import java.nio.file.Path;
import java.util.Optional;
import runner.cli.command.GlobalOptions;
import runner.cli.host.Machine;
import runner.config.Config;
import runner.config.Key;
import runner.task.RunnerException;

/** Finds the state directory. */
public final class StateLocation {
  static final Key<Optional<Path>> STATE_DIR =
      Key.path("state_dir", "where runs and logs are kept; a chain has one of its own");

  /**
   * Where root's chain keeps its state; what it does is told to everybody, {@link
   * PublicStatusFile}.
   */
  static final Path OF_SYSTEM = Path.of("/var/lib/runner");

  private StateLocation() {}

  /**
   * The option, else $RUNNER_STATE_DIR, else the key, else $STATE_DIRECTORY as systemd sets it,
   * else a place for the whole system or for the user.
   */
  public static Path of(GlobalOptions common, Config config, Machine host) {
    return named(common, config, host).orElseGet(() -> fallback(host)).toAbsolutePath();
  }

  /** The same where nothing of the configuration counts. */
  public static Path unconfigured(GlobalOptions common, Machine host) {
    return invoked(common, host)
        .or(() -> ofSystemd(host))
        .orElseGet(() -> fallback(host))
        .toAbsolutePath();
  }

  private static Optional<Path> invoked(GlobalOptions common, Machine host) {
    return common.stateDir().or(() -> host.variable("RUNNER_STATE_DIR").map(Path::of));
  }

  private static Optional<Path> ofSystemd(Machine host) {
    return host.variable("STATE_DIRECTORY").map(list -> Path.of(list.split(":", -1)[0]));
  }

  /** The place somebody named; empty where it is the one for the whole system or for the user. */
  public static Optional<Path> named(GlobalOptions common, Config config, Machine host) {
    return invoked(common, host)
        .or(() -> config.section("runner").value(STATE_DIR))
        .or(() -> ofSystemd(host));
  }

  /**
   * The configuration as far as it tells where the state is: where it cannot be read, or is wrong,
   * nothing of it is believed, as by a start that is refused for that.
   */
  public static Config believed(GlobalOptions common) {
    try {
      Config config = common.config();
      config.section("runner").value(STATE_DIR);
      return config;
    } catch (RunnerException e) {
      return Config.none();
    }
  }

  private static Path fallback(Machine host) {
    if (host.root()) {
      return OF_SYSTEM;
    }
    return host.variable("XDG_STATE_HOME")
        .map(Path::of)
        .orElseGet(() -> Path.of(host.variable("HOME").orElse("/"), ".local/state"))
        .resolve("runner");
  }
}
