package runner.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import runner.config.Config;
import runner.config.Section;
import runner.exec.spawn.Environment;
import runner.schedule.Schedule;
import runner.schedule.ScheduleException;
import runner.schedule.Schedules;
import runner.task.Problem;
import runner.task.TaskName;

/** What a configuration declares outside the sections of tasks, and tasks refer to by name. */
final class NamedDefinitions {
  /** Variables by which we tell tasks who they are. */
  private static final Set<String> OURS =
      Set.of("RUNNER_CONFIG_CMD", "RUNNER_TASK", "RUNNER_TRY", "RUNNER_RUN_ID");

  private final Config config;
  private final Consumer<Problem> problems;
  private final Schedules schedules;
  private final boolean root;
  private final Map<String, Optional<Environment.User>> users = new HashMap<>();

  /**
   * The declarations of a configuration.
   *
   * @param root whether we may run a task as another user
   */
  NamedDefinitions(Config config, boolean root, Consumer<Problem> problems) {
    this.config = config;
    this.root = root;
    this.problems = problems;
    this.schedules = Schedules.from(config, problems);
  }

  Config config() {
    return config;
  }

  Consumer<Problem> problems() {
    return problems;
  }

  /** The schedule a task names. */
  Optional<Schedule> schedule(List<Section> own) {
    return named(own, TaskSettings.SCHEDULE.name()).flatMap(this::schedule);
  }

  private Optional<Schedule> schedule(Section section) {
    String key = TaskSettings.SCHEDULE.name();
    try {
      return section.text(key).map(schedules::named);
    } catch (ScheduleException e) {
      problems.accept(Problem.config(section.where(key), e.fact(), ""));
      return Optional.empty();
    }
  }

  /** The account a task is to run as. */
  Optional<Environment.User> user(List<Section> own) {
    return named(own, TaskSettings.USER.name()).flatMap(this::user);
  }

  private Optional<Environment.User> user(Section section) {
    String key = TaskSettings.USER.name();
    String name = section.text(key).orElse("");
    if (!root) {
      problems.accept(
          Problem.config(
              section.where(key), "only root can run a task as '" + name + "'", "run as root"));
      return Optional.empty();
    }
    Optional<Environment.User> user = users.computeIfAbsent(name, Environment.User::find);
    if (user.isEmpty()) {
      problems.accept(
          Problem.config(section.where(key), "there is no user '" + name + "'", "create it"));
    }
    return user;
  }

  /** The section that gives a key a value; an empty value is none. */
  private static Optional<Section> named(List<Section> own, String key) {
    return Section.firstWith(own, key)
        .filter(section -> section.text(key).filter(text -> !text.isEmpty()).isPresent());
  }

  /** The variables of {@code [env TASK]}, under any name the task has sections by. */
  Map<String, String> environment(TaskName task) {
    List<String> names = new ArrayList<>(task.sections());
    Collections.reverse(names);
    Map<String, String> variables = new LinkedHashMap<>();
    for (String name : names) {
      Section section = config.section("env " + name);
      section.ownKeys().forEach(key -> section.text(key).ifPresent(v -> variables.put(key, v)));
    }
    variables.keySet().removeAll(OURS);
    return variables;
  }
}
