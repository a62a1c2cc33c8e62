package runner.journal.disk;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One line of a journal: what happened and when. Reading is strict: a field of another kind than it
 * was written as is damage, never a default.
 */
public record JournalLine(String type, Instant at, Map<String, Object> fields) {
  private static final String TYPE = "type";
  private static final String AT = "at";
  private static final Duration LONGEST = Duration.ofDays(36500);
  private static final Instant FIRST = KeptTime.usual("0000-01-01T00:00:00Z");
  private static final Instant LAST = KeptTime.usual("9999-12-31T23:59:59.999999999Z");

  public static JournalLine of(String type, Instant at) {
    return new JournalLine(type, at, new LinkedHashMap<>());
  }

  public JournalLine with(String name, Object value) {
    fields.put(name, value);
    return this;
  }

  public JournalLine with(String name, Optional<?> value) {
    value.ifPresent(v -> fields.put(name, v));
    return this;
  }

  /** The line, its end included. */
  public byte[] encode() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(TYPE, type);
    all.put(AT, KeptTime.text(at));
    all.putAll(fields);
    return SealedJson.encode(all);
  }

  public static JournalLine decode(byte[] line) throws DamageException {
    Map<String, Object> fields = SealedJson.decode(line);
    JournalLine raw = new JournalLine("", Instant.EPOCH, fields);
    return new JournalLine(raw.text(TYPE), raw.instant(AT), fields);
  }

  public String text(String name) throws DamageException {
    return field(name, String.class);
  }

  public long number(String name) throws DamageException {
    return field(name, Long.class);
  }

  /** A count, or a code of a process. */
  public int small(String name) throws DamageException {
    long number = number(name);
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw new DamageException(name + " is out of range");
    }
    return (int) number;
  }

  /** Times are kept in milliseconds. */
  public Duration duration(String name) throws DamageException {
    long millis = number(name);
    if (millis < 0 || millis > LONGEST.toMillis()) {
      throw new DamageException(name + " is out of range");
    }
    return Duration.ofMillis(millis);
  }

  public Path path(String name) throws DamageException {
    try {
      return Path.of(text(name));
    } catch (InvalidPathException e) {
      throw new DamageException(name + " is not a path");
    }
  }

  public Instant instant(String name) throws DamageException {
    try {
      Instant time = KeptTime.parse(text(name));
      if (time.isBefore(FIRST) || time.isAfter(LAST)) {
        throw new DamageException(name + " is out of range");
      }
      return time;
    } catch (DateTimeParseException e) {
      throw new DamageException(name + " is not a time");
    }
  }

  public <E extends Enum<E>> E choice(String name, Class<E> words) throws DamageException {
    String word = text(name);
    for (E each : words.getEnumConstants()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
        return each;
      }
    }
    throw new DamageException(name + " is not a word we know");
  }

  public List<String> texts(String name) throws DamageException {
    List<?> list = field(name, List.class);
    for (Object item : list) {
      if (!(item instanceof String)) {
        throw new DamageException(name + " does not hold texts");
      }
    }
    return list.stream().map(String.class::cast).toList();
  }

  public boolean truth(String name) throws DamageException {
    return field(name, Boolean.class);
  }

  public Optional<Instant> maybeInstant(String name) throws DamageException {
    return fields.containsKey(name) ? Optional.of(instant(name)) : Optional.empty();
  }

  public Optional<Duration> maybeDuration(String name) throws DamageException {
    return fields.containsKey(name) ? Optional.of(duration(name)) : Optional.empty();
  }

  public Optional<String> maybeText(String name) throws DamageException {
    return fields.containsKey(name) ? Optional.of(text(name)) : Optional.empty();
  }

  public Optional<Integer> maybeSmall(String name) throws DamageException {
    return fields.containsKey(name) ? Optional.of(small(name)) : Optional.empty();
  }

  private <T> T field(String name, Class<T> kind) throws DamageException {
    Object value = fields.get(name);
    if (!kind.isInstance(value)) {
      throw new DamageException("field " + name + " is missing or of another kind");
    }
    return kind.cast(value);
  }
}
