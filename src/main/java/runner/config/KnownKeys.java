package runner.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import runner.task.Problem;

/** Which keys a section of ours may hold, and what was probably meant by one it may not. */
public final class KnownKeys {
  private final List<String> names;

  public KnownKeys(Collection<? extends Key<?>> keys) {
    this.names = keys.stream().map(Key::name).toList();
  }

  /** Keys written in a section of ours that we do not know. Inherited ones are never unknown. */
  public List<Problem> unknownIn(Section section) {
    List<Problem> problems = new ArrayList<>();
    for (String key : section.ownKeys().stream().sorted().toList()) {
      if (!names.contains(key)) {
        Optional<String> meant = NearestWord.to(key, names);
        problems.add(
            Problem.config(
                section.where(key),
                "unknown key",
                meant
                    .map(m -> "did you mean " + m + "?")
                    .orElse("known are " + String.join(" ", names))));
      }
    }
    return problems;
  }

  /** Keys of a task's own section that are one letter off a key of ours. */
  public List<Problem> nearMissesIn(Section section) {
    return section.ownKeys().stream()
        .sorted()
        .filter(key -> !names.contains(key))
        .flatMap(
            key ->
                names.stream()
                    .filter(name -> NearestWord.distance(key, name) == 1)
                    .map(
                        name ->
                            Problem.config(
                                section.where(key),
                                "this key is the task's own, not one of ours",
                                "did you mean " + name + "?")))
        .collect(Collectors.toList());
  }
}
