package runner.cli.runs;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.cli.session.StateLocation;
import runner.cli.session.StateSession;
import runner.config.Config;
import runner.event.Event;
import runner.event.EventSink;
import runner.task.ExitCode;
import runner.task.TaskName;
import runner.wait.StopRequest;

/** Forgets when tasks last succeeded, so that frequency and schedule let them run again. */
final class ResetCommand implements Verb {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description("Forget when a task last succeeded. Exit: 0 forgotten, 1 nothing was known.");
    spec.addOption(GlobalOptions.flag("Forget it of every task.", "--all"));
    spec.addOption(GlobalOptions.flag("Do not ask.", "--yes"));
    return spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(String.class)
            .paramLabel("TASK")
            .description("The file name of the task.")
            .build());
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    String name = parsed.matchedPositionalValue(0, "");
    boolean all = parsed.hasMatchedOption("--all");
    if (name.isEmpty() != all) {
      throw new CommandLine.ParameterException(
          parsed.commandSpec().commandLine(), "name one task, or say --all");
    }
    String what = all ? "every task" : name;
    if (!parsed.hasMatchedOption("--yes") && !agreed(what, parsed, host)) {
      return ExitCode.FAILED.number();
    }
    Optional<TaskName> task = all ? Optional.empty() : Optional.of(new TaskName(name));
    return forget(task, common, host);
  }

  private static int forget(Optional<TaskName> task, GlobalOptions common, Machine host) {
    Config config = StateLocation.believed(common);
    EventSink warnings =
        event -> {
          if (event instanceof Event.Warning warning) {
            Messages.say(warning.text(), host);
          }
        };
    try (StateSession state =
        StateSession.open(
            StateLocation.of(common, config, host),
            common.configName(),
            Optional.empty(),
            false,
            StopRequest.never(),
            host,
            warnings)) {
      state.settle(Duration.ofSeconds(10), StopRequest.never(), host, warnings);
      int known = state.store().forget(task);
      host.out().print("forgotten: " + known + "\n");
      return known > 0 ? ExitCode.DONE.number() : ExitCode.FAILED.number();
    } catch (IOException e) {
      throw StateSession.cannotWrite(StateLocation.of(common, config, host), e);
    }
  }

  private static boolean agreed(String what, ParseResult parsed, Machine host) {
    if (!host.terminal()) {
      throw new CommandLine.ParameterException(
          parsed.commandSpec().commandLine(), "there is no terminal to ask at; say --yes");
    }
    host.err().print("Forget when " + what + " last succeeded? [y/N] ");
    host.err().flush();
    try (BufferedReader in = host.in()) {
      String answer = Optional.ofNullable(in.readLine()).orElse("");
      return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
    } catch (IOException e) {
      return false;
    }
  }
}
