package runner.plan;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import runner.config.Key;
import runner.config.Section;
import runner.exec.Command;
import runner.task.CodeLists;
import runner.task.Problem;
import runner.text.TimeSpan;

/** Reads a key from a task's own sections, else from [runner], else its default. */
record SectionLookup(List<Section> own, Section runner, Consumer<Problem> problems) {
  private static final List<Key<Set<Integer>>> CODE_LISTS =
      List.of(ChainSettings.OK_CODES, ChainSettings.HALT_CODES, ChainSettings.EXIT_CODES);

  <T> Optional<T> own(Key<T> key) {
    return Section.firstGiven(own, key, problems);
  }

  /** What is written in [runner] beats what a task's section merely inherits from [DEFAULT]. */
  <T> T read(Key<T> key) {
    return from(key.name())
        .map(section -> section.read(key, problems))
        .orElseGet(key::defaultValue);
  }

  private Optional<Section> from(String key) {
    Optional<Section> first = Section.firstWith(own, key);
    boolean written = first.filter(section -> section.ownKeys().contains(key)).isPresent();
    if (written || !runner.keys().contains(key)) {
      return first;
    }
    return Optional.of(runner);
  }

  Optional<Command.Limit> limit() {
    Key<Optional<Duration>> key = ChainSettings.MAX_TIME;
    return read(key).map(time -> limit(key, time, from(key.name()).orElse(runner)));
  }

  /** A limit that tells where it was set. */
  static Command.Limit limit(Key<?> key, Duration time, Section from) {
    String place = from.place(key.name()).map(Object::toString).orElse("default");
    String value = key.name() + " " + TimeSpan.exact(time);
    return new Command.Limit(time, value + " of [" + from.name() + "] (" + place + ")");
  }

  /**
   * Each code means what the nearest list says of it: the task's before [runner]'s before the
   * default. Two lists of one level that claim the same code are a mistake.
   */
  CodeLists codes() {
    Map<Key<?>, Set<Integer>> claimed = new LinkedHashMap<>();
    CODE_LISTS.forEach(list -> claimed.put(list, new TreeSet<>(read(list))));
    Set<Integer> all = new TreeSet<>();
    claimed.values().forEach(all::addAll);
    for (int code : all) {
      List<Key<?>> claims =
          claimed.keySet().stream().filter(list -> claimed.get(list).contains(code)).toList();
      List<Key<?>> nearest = nearest(claims);
      if (nearest.size() > 1) {
        twice(code, nearest);
      }
      claims.stream()
          .filter(list -> list != nearest.get(0))
          .forEach(list -> claimed.get(list).remove(code));
    }
    return new CodeLists(
        claimed.get(ChainSettings.OK_CODES),
        claimed.get(ChainSettings.HALT_CODES),
        claimed.get(ChainSettings.EXIT_CODES));
  }

  private List<Key<?>> nearest(List<Key<?>> claims) {
    int level = claims.stream().mapToInt(this::level).max().orElseThrow();
    return claims.stream().filter(list -> level(list) == level).toList();
  }

  private int level(Key<?> list) {
    return from(list.name()).map(section -> section.equals(runner) ? 1 : 2).orElse(0);
  }

  private void twice(int code, List<Key<?>> claims) {
    String name = claims.get(1).name();
    Section section = from(name).orElse(runner);
    problems.accept(
        Problem.config(
            section.where(name),
            "code " + code + " stands in " + claims.get(0).name() + " too",
            "let one of them have it"));
  }
}
