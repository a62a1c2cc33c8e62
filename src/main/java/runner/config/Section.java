package runner.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import runner.task.Problem;

/** One section: its keys, read as what they mean. */
public final class Section {
  private final String name;
  private final Map<String, IniEntry> own;
  private final Map<String, IniEntry> inherited;

  Section(String name, Map<String, IniEntry> own, Map<String, IniEntry> inherited) {
    this.name = name;
    this.own = own;
    this.inherited = inherited;
  }

  public String name() {
    return name;
  }

  /** Keys written in this section or inherited. */
  public Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>(own.keySet());
    keys.addAll(inherited.keySet());
    return keys;
  }

  /** Keys written in this very section. */
  public Set<String> ownKeys() {
    return Collections.unmodifiableSet(own.keySet());
  }

  /** Every key with its raw value. */
  public Map<String, String> text() {
    Map<String, String> text = new LinkedHashMap<>();
    keys().forEach(key -> text(key).ifPresent(value -> text.put(key, value)));
    return text;
  }

  public Optional<String> text(String key) {
    return entry(key).map(IniEntry::value);
  }

  public Optional<Location> place(String key) {
    return entry(key).map(IniEntry::place);
  }

  private Optional<IniEntry> entry(String key) {
    return Optional.ofNullable(own.get(key)).or(() -> Optional.ofNullable(inherited.get(key)));
  }

  /** {@code FILE:LINE: [section] key}, for a message about it. */
  public String where(String key) {
    String label = "[" + name + "] " + key;
    return place(key).map(place -> place + ": " + label).orElse(label);
  }

  /**
   * The value of a key, where it was given; a mistake in it is reported and counts as not given.
   */
  public <T> Optional<T> given(Key<T> key, Consumer<Problem> problems) {
    Optional<IniEntry> entry = entry(key.name());
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(key.parse(entry.get().value(), entry.map(IniEntry::place)));
    } catch (BadValueException e) {
      problems.accept(Problem.config(where(key.name()), e.fact(), e.fix()));
      return Optional.empty();
    }
  }

  /** The value of a key, else its default. */
  public <T> T read(Key<T> key, Consumer<Problem> problems) {
    return given(key, problems).orElseGet(key::defaultValue);
  }

  /** The same of a key whose mistakes are told elsewhere. */
  public <T> T value(Key<T> key) {
    return read(key, problem -> {});
  }

  /**
   * The value of the first of several sections that gives one; a value written in one of them beats
   * one inherited from [DEFAULT].
   */
  public static <T> Optional<T> firstGiven(
      List<Section> sections, Key<T> key, Consumer<Problem> problems) {
    return firstWith(sections, key.name()).flatMap(section -> section.given(key, problems));
  }

  /** The first of several sections that holds a key, written there rather than inherited. */
  public static Optional<Section> firstWith(List<Section> sections, String key) {
    return sections.stream()
        .filter(section -> section.ownKeys().contains(key))
        .findFirst()
        .or(() -> sections.stream().filter(section -> section.keys().contains(key)).findFirst());
  }
}
