package runner.schedule;

import java.math.BigInteger;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import runner.text.QuotedValue;

/** Reads a schedule's parameters; everything that is wrong with one is found here. */
final class ParameterReader {
  static final List<String> PERIODS = List.of("hourly", "daily", "weekly", "monthly", "never");

  private static final List<String> KEYS =
      List.of("period", "periodmatch", "repeat", "range", "weekday");
  private static final List<String> MATCHES = List.of("distance", "number");
  private static final Set<String> LISTS = Set.of("range", "weekday");
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]*");

  /** Longer numbers are all the same: more repeats than a period has seconds. */
  private static final int EXACT_DIGITS = 18;

  private final Map<String, ?> values;

  private ParameterReader(Map<String, ?> values) {
    this.values = values;
  }

  static Schedule readText(Map<String, String> texts) {
    Map<String, Object> values = new LinkedHashMap<>();
    texts.forEach(
        (key, text) -> values.put(key, text != null && LISTS.contains(key) ? items(text) : text));
    return read(values);
  }

  private static List<String> items(String text) {
    return Pattern.compile(",")
        .splitAsStream(text)
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  static Schedule read(Map<String, ?> values) {
    values.forEach(ParameterReader::refuseUnknown);
    ParameterReader parameters = new ParameterReader(values);
    List<Range> ranges = parameters.list("range", TimeText::range);
    List<DayOfWeek> days = parameters.list("weekday", TimeText::weekday);
    Set<DayOfWeek> weekdays = EnumSet.noneOf(DayOfWeek.class);
    weekdays.addAll(days);
    return new Schedule(parameters.recurrence(), ranges, weekdays);
  }

  private static void refuseUnknown(String key, Object value) {
    if (!KEYS.contains(key)) {
      throw new ScheduleException(
          key,
          QuotedValue.of(key)
              + " is no parameter of a schedule; known are "
              + String.join(", ", KEYS));
    }
    if (value == null) {
      throw new ScheduleException(key, "it has no value; give it one, or leave it out");
    }
  }

  private Recurrence recurrence() {
    boolean number = word("periodmatch", MATCHES).orElse("distance").equals("number");
    Optional<String> period = word("period", PERIODS);
    long repeat = values.containsKey("repeat") ? repeat() : 1;
    if (number && repeat != 1) {
      throw new ScheduleException(
          "repeat",
          QuotedValue.of(repeat)
              + " does not go with periodmatch number; only 1 does, or distance");
    }
    if (period.isEmpty()) {
      return new Recurrence.Always();
    }
    if (period.get().equals("never")) {
      return new Recurrence.Never();
    }
    Period unit = Period.valueOf(period.get().toUpperCase(Locale.ROOT));
    return number ? new Recurrence.Numbered(unit) : new Recurrence.Distance(unit, repeat);
  }

  private Optional<String> word(String key, List<String> known) {
    if (!values.containsKey(key)) {
      return Optional.empty();
    }
    Object value = values.get(key);
    if (value instanceof String text && known.contains(text)) {
      return Optional.of(text);
    }
    throw new ScheduleException(
        key, QuotedValue.of(value) + " is not a " + key + "; one of " + String.join(", ", known));
  }

  private long repeat() {
    Object value = values.get("repeat");
    boolean whole =
        value instanceof Integer
            || value instanceof Long
            || value instanceof BigInteger
            || value instanceof String;
    if (whole && COUNT.matcher(value.toString()).matches()) {
      String digits = value.toString();
      return digits.length() > EXACT_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
    }
    throw new ScheduleException(
        "repeat",
        QuotedValue.of(value)
            + " is not a whole number from 1 up; e.g. 2, without a zero before it");
  }

  private <T> List<T> list(String key, Function<Object, T> item) {
    if (!values.containsKey(key)) {
      return List.of();
    }
    Object value = values.get(key);
    List<?> given = value instanceof List<?> several ? several : List.of(value);
    if (given.isEmpty()) {
      throw new ScheduleException(key, "the list is empty; give at least one, or leave it out");
    }
    List<T> read = new ArrayList<>();
    given.forEach(one -> read.add(item.apply(one)));
    return read;
  }
}
