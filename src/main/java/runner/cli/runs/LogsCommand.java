package runner.cli.runs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.config.NearestWord;
import runner.files.FileErrors;
import runner.journal.RunRecord;
import runner.journal.RunRecord.State;
import runner.report.history.LogFollower;
import runner.report.history.LogPrinter;
import runner.report.history.LogPrinter.Headings;
import runner.report.text.LogLevel;
import runner.task.ExitCode;
import runner.task.RunnerException;
import runner.task.TaskName;

/** Prints what the tasks of a run printed. Reads only. */
final class LogsCommand implements Verb {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Print the kept output of a run, try after try; control characters are left out or"
                + " escaped. Exit: 1 where there is no such run or task, or it did not run.");
    spec.addOption(RunHistory.option());
    spec.addOption(GlobalOptions.flag("Go on until the run is over.", "-f", "--follow"));
    return spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(String.class)
            .paramLabel("TASK")
            .description("Only of this task: its file name or task name.")
            .build());
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    RunHistory runs = RunHistory.of(common, host);
    RunRecord run = runs.chosen(parsed);
    String name = parsed.matchedPositionalValue(0, "");
    Set<TaskName> only = name.isEmpty() ? Set.of() : tasks(name, run);
    try (LogPrinter printer = new LogPrinter(only, headings(common.level()), host.out()::print)) {
      RunRecord end =
          parsed.hasMatchedOption("--follow") && run.state() == State.RUNNING
              ? follow(run, runs, printer, host)
              : run;
      printer.print(end);
      host.out().flush();
      return printer.hasAny(end) ? ExitCode.DONE.number() : nothing(end, only, host);
    } catch (IOException e) {
      throw new RunnerException(
          ExitCode.NO_INPUT,
          runs.directory(run).toString(),
          "the logs cannot be read: " + FileErrors.reason(e),
          "ask as the user the runner runs as");
    }
  }

  private static Headings headings(LogLevel level) {
    return switch (level) {
      case DEBUG -> Headings.FILE;
      case INFO -> Headings.TASK;
      case WARN, ERROR -> Headings.NONE;
    };
  }

  /** Several files may bear one task name; a halt task is no task of the plan. */
  private static Set<TaskName> tasks(String name, RunRecord run) {
    Set<TaskName> all = new LinkedHashSet<>();
    run.tasks().forEach(task -> all.add(task.task()));
    run.steps().forEach(step -> step.task().ifPresent(all::add));
    Set<TaskName> meant =
        all.stream().filter(task -> task.file().equals(name)).collect(Collectors.toSet());
    if (meant.isEmpty()) {
      meant = all.stream().filter(task -> task.name().equals(name)).collect(Collectors.toSet());
    }
    if (meant.isEmpty()) {
      List<String> known =
          all.stream().flatMap(task -> Stream.of(task.file(), task.name())).toList();
      throw unknown(name, run, NearestWord.to(name, known));
    }
    return meant;
  }

  private static RunnerException unknown(String name, RunRecord run, Optional<String> meant) {
    return new RunnerException(
        ExitCode.FAILED,
        "'" + name + "'",
        "is no task of run " + run.id(),
        meant.map(task -> "did you mean " + task + "?").orElse("'runner status' lists them"));
  }

  private static int nothing(RunRecord run, Set<TaskName> only, Machine host) {
    List<String> words = new ArrayList<>();
    run.tasks().stream()
        .filter(task -> only.contains(task.task()))
        .forEach(
            task ->
                words.add(
                    task.task()
                        + " did not run in run "
                        + run.id()
                        + (task.reason().isEmpty() ? "" : ": " + task.reason())));
    if (words.isEmpty()) {
      words.add(
          "nothing ran in run " + run.id() + (run.reason().isEmpty() ? "" : ": " + run.reason()));
    }
    words.forEach(line -> Messages.say(line, host));
    return ExitCode.FAILED.number();
  }

  /** The kernel tells of changes to files; of the death of a process the JDK does. */
  private static RunRecord follow(RunRecord run, RunHistory runs, LogPrinter printer, Machine host)
      throws IOException {
    CompletableFuture<?> death =
        ProcessHandle.of(run.origin().runner().id().pid())
            .<CompletableFuture<?>>map(ProcessHandle::onExit)
            .orElseGet(() -> CompletableFuture.completedFuture(null));
    LogFollower follower =
        new LogFollower(
            () -> RunHistory.in(runs.directory(), host).named(run.id()),
            printer,
            host.out()::checkError);
    return follower.follow(runs.directory(run), death);
  }
}
