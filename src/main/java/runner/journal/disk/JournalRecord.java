package runner.journal.disk;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runner.text.EnumWord;

/**
 * One line of a journal: what happened and when. Reading is strict: a field of another kind than it
 * was written as is damage, never a default.
 */
public record JournalRecord(String type, Instant at, Map<String, Object> fields) {
  private static final String TYPE = "type";
  private static final String AT = "at";
  private static final Duration LONGEST = Duration.ofDays(36500);
  private static final Instant FIRST = InstantText.usual("0000-01-01T00:00:00Z");
  private static final Instant LAST = InstantText.usual("9999-12-31T23:59:59.999999999Z");

  public static JournalRecord of(String type, Instant at) {
    return new JournalRecord(type, at, new LinkedHashMap<>());
  }

  public JournalRecord with(String name, Object value) {
    fields.put(name, value);
    return this;
  }

  public JournalRecord with(String name, Optional<?> value) {
    value.ifPresent(v -> fields.put(name, v));
    return this;
  }

  /** The line, its end included. */
  public byte[] encode() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(TYPE, type);
    all.put(AT, InstantText.text(at));
    all.putAll(fields);
    return ChecksummedJson.encode(all);
  }

  public static JournalRecord decode(byte[] line) throws CorruptStateException {
    Map<String, Object> fields = ChecksummedJson.decode(line);
    JournalRecord raw = new JournalRecord("", Instant.EPOCH, fields);
    return new JournalRecord(raw.text(TYPE), raw.instant(AT), fields);
  }

  public String text(String name) throws CorruptStateException {
    return field(name, String.class);
  }

  public long number(String name) throws CorruptStateException {
    return field(name, Long.class);
  }

  /** A count, or a code of a process. */
  public int small(String name) throws CorruptStateException {
    long number = number(name);
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw new CorruptStateException(name + " is out of range");
    }
    return (int) number;
  }

  /** Times are kept in milliseconds. */
  public Duration duration(String name) throws CorruptStateException {
    long millis = number(name);
    if (millis < 0 || millis > LONGEST.toMillis()) {
      throw new CorruptStateException(name + " is out of range");
    }
    return Duration.ofMillis(millis);
  }

  public Path path(String name) throws CorruptStateException {
    try {
      return Path.of(text(name));
    } catch (InvalidPathException e) {
      throw new CorruptStateException(name + " is not a path");
    }
  }

  public Instant instant(String name) throws CorruptStateException {
    try {
      Instant time = InstantText.parse(text(name));
      if (time.isBefore(FIRST) || time.isAfter(LAST)) {
        throw new CorruptStateException(name + " is out of range");
      }
      return time;
    } catch (DateTimeParseException e) {
      throw new CorruptStateException(name + " is not a time");
    }
  }

  public <E extends Enum<E>> E choice(String name, Class<E> words) throws CorruptStateException {
    return EnumWord.parse(text(name), words)
        .orElseThrow(() -> new CorruptStateException(name + " is not a word we know"));
  }

  public List<String> texts(String name) throws CorruptStateException {
    List<?> list = field(name, List.class);
    for (Object item : list) {
      if (!(item instanceof String)) {
        throw new CorruptStateException(name + " does not hold texts");
      }
    }
    return list.stream().map(String.class::cast).toList();
  }

  public boolean truth(String name) throws CorruptStateException {
    return field(name, Boolean.class);
  }

  public Optional<Instant> maybeInstant(String name) throws CorruptStateException {
    return fields.containsKey(name) ? Optional.of(instant(name)) : Optional.empty();
  }

  public Optional<Duration> maybeDuration(String name) throws CorruptStateException {
    return fields.containsKey(name) ? Optional.of(duration(name)) : Optional.empty();
  }

  public Optional<String> maybeText(String name) throws CorruptStateException {
    return fields.containsKey(name) ? Optional.of(text(name)) : Optional.empty();
  }

  public Optional<Integer> maybeSmall(String name) throws CorruptStateException {
    return fields.containsKey(name) ? Optional.of(small(name)) : Optional.empty();
  }

  private <T> T field(String name, Class<T> kind) throws CorruptStateException {
    Object value = fields.get(name);
    if (!kind.isInstance(value)) {
      throw new CorruptStateException("field " + name + " is missing or of another kind");
    }
    return kind.cast(value);
  }
}
