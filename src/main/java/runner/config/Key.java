package runner.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import runner.task.ExitCode;
import runner.task.RunnerException;

/**
 * A key of the configuration: its name, what it may hold, its default and what it means. The one
 * source of reading, of {@code config show} and of the documentation.
 *
 * @param <T> what the value is once read
 */
public final class Key<T> {

  /** Turns a raw value into what it means. */
  interface Parser<T> {
    T parse(String text, Optional<Location> place) throws BadValueException;
  }

  private final String name;
  private final String type;
  private final String fallback;
  private final String meaning;
  private final Parser<T> parser;

  private Key(String name, String type, String fallback, String meaning, Parser<T> parser) {
    this.name = name;
    this.type = type;
    this.fallback = fallback;
    this.meaning = meaning;
    this.parser = parser;
  }

  /** Whole seconds, or parts such as {@code 1h 30min}; at most 10 years. */
  public static Key<Duration> duration(String name, String fallback, String meaning) {
    return new Key<>(name, "time", fallback, meaning, (text, place) -> ValueReaders.duration(text));
  }

  /** The same, where 0 means that there is no limit. */
  public static Key<Optional<Duration>> limit(String name, String fallback, String meaning) {
    return new Key<>(
        name,
        "time",
        fallback,
        meaning + "; 0 is no limit",
        (text, place) -> Optional.of(ValueReaders.duration(text)).filter(time -> !time.isZero()));
  }

  /** A whole number not below the least. */
  public static Key<Integer> number(String name, int least, String fallback, String meaning) {
    String type = "number, at least " + least;
    return new Key<>(
        name, type, fallback, meaning, (text, place) -> ValueReaders.number(text, least));
  }

  /** The same; empty is none. */
  public static Key<Optional<Integer>> optionalNumber(String name, int least, String meaning) {
    return new Key<>(
        name,
        "number, at least " + least,
        "",
        meaning,
        (text, place) ->
            text.isEmpty() ? Optional.empty() : Optional.of(ValueReaders.number(text, least)));
  }

  /** Whole bytes, or with K, M or G, powers of 1024; at most 1 TiB. */
  public static Key<Long> size(String name, String fallback, String meaning) {
    return new Key<>(name, "size", fallback, meaning, (text, place) -> ValueReaders.size(text));
  }

  /** yes no true false on off 1 0. */
  public static Key<Boolean> bool(String name, String fallback, String meaning) {
    return new Key<>(
        name, "yes or no", fallback, meaning, (text, place) -> ValueReaders.bool(text));
  }

  /** One of a few words. */
  public static <E extends Enum<E>> Key<E> choice(
      String name, Class<E> words, String fallback, String meaning) {
    String type = "one of " + String.join(", ", ValueReaders.words(words));
    return new Key<>(
        name, type, fallback, meaning, (text, place) -> ValueReaders.choice(text, words));
  }

  /** A comma list; empty items are ignored. */
  public static Key<List<String>> list(String name, String meaning) {
    return new Key<>(name, "list", "", meaning, (text, place) -> ValueReaders.list(text));
  }

  /** A comma list of exit codes, 0 to 255. */
  public static Key<Set<Integer>> codes(String name, String fallback, String meaning) {
    String type = "list of exit codes";
    return new Key<>(name, type, fallback, meaning, (text, place) -> ValueReaders.codes(text));
  }

  /** A command line, split by the quoting of the POSIX shell and nothing more; empty is none. */
  public static Key<List<String>> words(String name, String meaning) {
    return new Key<>(name, "command", "", meaning, ValueReaders::command);
  }

  /** A path; a relative one lies beside the file it was written in. Empty is none. */
  public static Key<Optional<Path>> path(String name, String meaning) {
    return new Key<>(name, "path", "", meaning, ValueReaders::path);
  }

  /** Any text. */
  public static Key<String> text(String name, String fallback, String meaning) {
    return new Key<>(name, "text", fallback, meaning, (text, place) -> text);
  }

  public String name() {
    return name;
  }

  /** What it may hold, in few words. */
  public String type() {
    return type;
  }

  /** The default as one would write it; empty when there is none. */
  public String fallback() {
    return fallback;
  }

  public String meaning() {
    return meaning;
  }

  /**
   * Reads a value that stands elsewhere than in a file, such as an option.
   *
   * @param where the place for messages: {@code --grace}
   * @throws RunnerException with this code where it is not what the key may hold
   */
  public T read(String text, String where, ExitCode code) {
    try {
      return parser.parse(text, Optional.empty());
    } catch (BadValueException e) {
      throw new RunnerException(code, where, e.fact(), e.fix());
    }
  }

  T parse(String text, Optional<Location> place) throws BadValueException {
    return parser.parse(text, place);
  }

  /**
   * The value given as an option of the same name.
   *
   * @throws RunnerException with 64 where it is wrong
   */
  public T argument(String text) {
    return read(text, name, ExitCode.USAGE);
  }

  /** The default, read like any value. */
  public T defaultValue() {
    try {
      return parser.parse(fallback, Optional.empty());
    } catch (BadValueException e) {
      throw new IllegalStateException("the default of " + name + " is wrong: " + e.fact(), e);
    }
  }
}
