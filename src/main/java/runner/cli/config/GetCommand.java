package runner.cli.config;

import java.util.Optional;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.host.Machine;
import runner.config.Config;
import runner.config.ConfigFiles;
import runner.task.ExitCode;

/** Prints the raw value of one key: what tasks call through RUNNER_CONFIG_CMD. */
public final class GetCommand {
  private GetCommand() {}

  public static int run(GetRequest request, Machine host) {
    int dot = request.key().indexOf('.');
    if (dot < 0) {
      Messages.say("-g " + request.key() + ": name a key as section.key, e.g. hg.remote", host);
      return ExitCode.USAGE.number();
    }
    Optional<String> value =
        config(request, host)
            .get(request.key().substring(0, dot), request.key().substring(dot + 1))
            .or(request::fallback);
    value.ifPresent(text -> host.out().print(text + "\n"));
    host.out().flush();
    return value.isPresent() ? ExitCode.DONE.number() : ExitCode.FAILED.number();
  }

  private static Config config(GetRequest request, Machine host) {
    return request
        .config()
        .or(() -> GlobalOptions.defaultConfig(host))
        .map(ConfigFiles::read)
        .orElseGet(Config::none);
  }
}
