package runner.cli.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import runner.cli.host.Machine;
import runner.config.Config;
import runner.exec.spawn.Environment;
import runner.report.systemd.SystemdStatus;

/** The environment of tasks, hooks and the halt task: the runner's own, [env], and ours. */
public final class TaskEnvironment {
  /** Where the launcher keeps the caller's LC_ALL, which it replaces for the JVM. */
  private static final String CALLER_LC_ALL = "RUNNER_CALLER_LC_ALL";

  /** Where programs are looked for when PATH is not set. */
  public static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private TaskEnvironment() {}

  public static Environment of(Config config, String configCommand, Machine host) {
    Map<String, String> ours = new LinkedHashMap<>();
    ours.putAll(config.text().getOrDefault("env", Map.of()));
    ours.put("RUNNER_CONFIG_CMD", configCommand);
    // A daemon that a task leaves behind would tell systemd that it is this unit's main process.
    return ofCaller(host).without(SystemdStatus.SOCKET).with(ours);
  }

  /** The environment as the caller of the launcher set it. */
  public static Environment ofCaller(Machine host) {
    Map<String, String> environment = host.environment();
    if (environment.containsKey(CALLER_LC_ALL)) {
      String callers = environment.get(CALLER_LC_ALL);
      return new Environment(Map.of("LC_ALL", callers), Set.of(CALLER_LC_ALL));
    }
    return new Environment(
        Map.of(), host.launcher().isPresent() ? Set.of(CALLER_LC_ALL, "LC_ALL") : Set.of());
  }
}
