package runner.plan;

import static runner.task.Problem.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import runner.task.Problem;

/** Tasks in natural order, each one's dependencies pulled in front of it; nothing else moves. */
final class DependencyOrder {
  private final Map<String, Task> tasks;
  private final Map<String, String> dependencies;
  private final List<Problem> problems;
  private final Set<String> done = new LinkedHashSet<>();
  private final Set<String> path = new LinkedHashSet<>();
  private boolean cyclic;

  private DependencyOrder(
      Map<String, Task> tasks, Map<String, String> dependencies, List<Problem> problems) {
    this.tasks = tasks;
    this.dependencies = dependencies;
    this.problems = problems;
  }

  /**
   * Orders the tasks.
   *
   * @param where of a task's depends_on, for messages, by file name
   * @param problems gets every wrong dependency, and the first cycle as a chain
   */
  static List<Task> order(List<Task> tasks, Map<String, String> where, List<Problem> problems) {
    Map<String, Task> byFile = new TreeMap<>(new NaturalOrder());
    tasks.forEach(task -> byFile.put(task.name().file(), task));
    DependencyOrder order = new DependencyOrder(byFile, where, problems);
    byFile.values().forEach(order::visit);
    return order.done.stream().map(byFile::get).toList();
  }

  /** A task on the way, and those of its dependencies that were not looked at yet. */
  private record Step(Task task, Iterator<Task> open) {}

  /** Depth first, without recursion: a chain may be longer than a stack is deep. */
  private void visit(Task root) {
    Deque<Step> steps = new ArrayDeque<>();
    enter(root, steps);
    while (!steps.isEmpty() && !cyclic) {
      Step step = steps.peek();
      if (step.open().hasNext()) {
        Task next = step.open().next();
        if (path.contains(next.name().file())) {
          cycle(step.task(), next.name().file());
        }
        enter(next, steps);
      } else {
        steps.pop();
        path.remove(step.task().name().file());
        done.add(step.task().name().file());
      }
    }
  }

  private void enter(Task task, Deque<Step> steps) {
    String file = task.name().file();
    if (!done.contains(file) && !cyclic) {
      path.add(file);
      steps.push(new Step(task, dependenciesOf(task).iterator()));
    }
  }

  private void cycle(Task task, String back) {
    cyclic = true;
    List<String> circle = new ArrayList<>(path);
    circle = new ArrayList<>(circle.subList(circle.indexOf(back), circle.size()));
    circle.add(back);
    problems.add(
        config(
            whereOf(task),
            "the dependencies go in a circle: " + String.join(" -> ", circle),
            "take one of them out"));
  }

  private List<Task> dependenciesOf(Task task) {
    Set<Task> found = new LinkedHashSet<>();
    for (String wanted : task.settings().dependsOn()) {
      List<Task> named = named(wanted);
      if (named.isEmpty()) {
        problems.add(config(whereOf(task), "'" + wanted + "' is no task", "known are " + known()));
      } else if (named.contains(task)) {
        problems.add(config(whereOf(task), "'" + wanted + "' is the task itself", "take it out"));
      } else {
        found.addAll(named);
      }
    }
    NaturalOrder order = new NaturalOrder();
    return found.stream()
        .sorted((a, b) -> order.compare(a.name().file(), b.name().file()))
        .toList();
  }

  private List<Task> named(String wanted) {
    Task file = tasks.get(wanted);
    return file != null
        ? List.of(file)
        : tasks.values().stream().filter(task -> task.name().name().equals(wanted)).toList();
  }

  private String whereOf(Task task) {
    return dependencies.getOrDefault(task.name().file(), task.file().toString());
  }

  private String known() {
    return tasks.keySet().stream().limit(20).collect(Collectors.joining(" "));
  }
}
