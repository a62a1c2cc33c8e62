package runner.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import runner.config.Config;
import runner.config.KnownKeys;
import runner.config.Section;
import runner.exec.program.ExecutableCheck;
import runner.exec.program.ProgramSearch;
import runner.task.Problem;
import runner.task.RunnerException;
import runner.task.TaskName;
import runner.trust.PathInspection;

/** Makes plans of task directories; one planner per configuration. */
public final class Planner {
  private static final KnownKeys TASK_KEYS = new KnownKeys(TaskSettings.KEYS);

  private final Config config;
  private final ProgramSearch interpreters;
  private final boolean haltWanted;
  private final boolean root;
  private final Supplier<PathInspection> inspections;

  /**
   * A planner.
   *
   * @param searchPath PATH as the tasks will have it
   * @param haltWanted whether a missing halt task is a mistake, even the default one
   * @param root whether tasks may be run as other users
   * @param inspections a new one for each plan, which may have found faults already
   */
  public Planner(
      Config config,
      String searchPath,
      boolean haltWanted,
      boolean root,
      Supplier<PathInspection> inspections) {
    this.root = root;
    this.inspections = inspections;
    this.config = config;
    this.interpreters = new ProgramSearch(searchPath);
    this.haltWanted = haltWanted;
  }

  /**
   * Plans one iteration over a directory.
   *
   * @throws RunnerException with every mistake found: 66 where the directory cannot be listed, 77
   *     where root may not trust a path, else 78
   */
  public Plan plan(Path directory) {
    List<Problem> problems = new ArrayList<>();
    List<Problem> warnings = new ArrayList<>();
    ChainSettings chain = ChainSettings.from(config, problems::add);
    HaltTask haltTask = HaltTask.of(config, directory);
    NamedDefinitions declared = new NamedDefinitions(config, root, problems::add);
    Optional<Task> halt = halt(haltTask, declared, problems);
    TaskDirectory listed = TaskDirectory.list(directory, haltTask.file(), problems);
    List<Task> tasks = new ArrayList<>();
    for (String file : listed.candidates()) {
      tasks.add(task(directory, new TaskName(file), declared, problems, warnings));
    }
    List<Task> ordered = DependencyOrder.order(tasks, dependencyPlaces(tasks), problems);
    PathChecks trusted = new PathChecks(config, interpreters, inspections.get());
    trusted.look(directory, chain, tasks, halt);
    trusted.settle(problems, warnings);
    if (!problems.isEmpty()) {
      throw new RunnerException(List.copyOf(new LinkedHashSet<>(problems)));
    }
    if (ordered.isEmpty()) {
      warnings.add(Problem.config(directory.toString(), "there is no task in it", "add one"));
    }
    Optional<Path> absent = halt.isPresent() ? Optional.empty() : haltTask.file();
    return new Plan(directory, chain, ordered, listed.ignored(), halt, absent, warnings);
  }

  private Task task(
      Path directory,
      TaskName name,
      NamedDefinitions declared,
      List<Problem> problems,
      List<Problem> warnings) {
    TaskSettings settings = TaskSettings.of(name, declared);
    Task task = new Task(name, directory.resolve(name.file()), settings);
    mustBeRunnable(task, problems);
    if (!settings.codes().knows(0)) {
      warnings.add(
          Problem.config(
              task.file().toString(),
              "its exit code 0 means RETRY, since no list holds it",
              "add 0 to ok_codes"));
    }
    for (Section section : TaskSettings.sections(name, config)) {
      warnings.addAll(TASK_KEYS.nearMissesIn(section));
    }
    return task;
  }

  private void mustBeRunnable(Task task, List<Problem> problems) {
    List<String> interpreter = task.settings().interpreter();
    faultOf(task)
        .ifPresent(f -> problems.add(Problem.config(task.file().toString(), f.fact(), f.fix())));
    if (!interpreter.isEmpty() && !interpreters.has(interpreter)) {
      problems.add(
          Problem.config(
              task.file().toString(),
              "its interpreter '" + interpreter.get(0) + "' is not a program that can be run",
              "install it, or correct the key interpreter"));
    }
  }

  /** What would keep a task from being run now; asked again just before each attempt. */
  public static Optional<ExecutableCheck.Fault> faultOf(Task task) {
    return task.settings().interpreter().isEmpty()
        ? ExecutableCheck.faultOf(task.file())
        : ExecutableCheck.faultOfInput(task.file());
  }

  private Optional<Task> halt(HaltTask halt, NamedDefinitions declared, List<Problem> problems) {
    if (halt.expected()) {
      Path file = halt.file().orElseThrow();
      TaskSettings settings = TaskSettings.ofChain(declared);
      String name = file.equals(file.getRoot()) ? "/" : file.getFileName().toString();
      Task task = new Task(new TaskName(name), file, settings);
      mustBeRunnable(task, problems);
      return Optional.of(task);
    }
    if (haltWanted) {
      problems.add(
          Problem.config(
              halt.file().map(Path::toString).orElse("[runner] halt_task"),
              "-H needs a halt task, and there is none",
              "create it, name another with halt_task, or leave -H out"));
    }
    return Optional.empty();
  }

  private Map<String, String> dependencyPlaces(List<Task> tasks) {
    String key = TaskSettings.DEPENDS_ON.name();
    Map<String, String> places = new HashMap<>();
    for (Task task : tasks) {
      Section.firstWith(TaskSettings.sections(task.name(), config), key)
          .ifPresent(section -> places.put(task.name().file(), section.where(key)));
    }
    return places;
  }
}
