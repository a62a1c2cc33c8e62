package runner.schedule;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runner.text.EnumWord;
import runner.text.QuotedValue;

/** The spelling of ranges and weekdays. */
final class TimeText {
  private static final String TIME = "([0-9]{1,2})(?::([0-9]{1,2})(?::([0-9]{1,2}))?)?";
  private static final Pattern RANGE = Pattern.compile(TIME + "[ \\t]*-[ \\t]*" + TIME);
  private static final Map<String, DayOfWeek> WEEKDAYS = weekdays();

  private TimeText() {}

  static Range range(Object value) {
    Matcher found = RANGE.matcher(value instanceof String text ? text : "");
    if (!found.matches()) {
      throw new ScheduleException(
          "range",
          QuotedValue.of(value) + " is not a range; H[:M[:S]] - H[:M[:S]], e.g. 22:00 - 6:30");
    }
    return new Range(time(found, 1, value), time(found, 4, value));
  }

  private static LocalTime time(Matcher found, int group, Object value) {
    return LocalTime.of(
        number(found, group, "hour", 23, value),
        number(found, group + 1, "minute", 59, value),
        number(found, group + 2, "second", 59, value));
  }

  private static int number(Matcher found, int group, String unit, int most, Object value) {
    String digits = found.group(group);
    int number = digits == null ? 0 : Integer.parseInt(digits);
    if (number > most) {
      throw new ScheduleException(
          "range", QuotedValue.of(value) + " has the " + unit + " " + number + "; 0 to " + most);
    }
    return number;
  }

  static DayOfWeek weekday(Object value) {
    boolean known = value instanceof String || value instanceof Integer;
    DayOfWeek day = known ? WEEKDAYS.get(value.toString().toLowerCase(Locale.ROOT)) : null;
    if (day == null) {
      throw new ScheduleException(
          "weekday",
          QuotedValue.of(value) + " is not a weekday; e.g. Mon, monday, or 0 to 6 from Sunday");
    }
    return day;
  }

  private static Map<String, DayOfWeek> weekdays() {
    Map<String, DayOfWeek> names = new HashMap<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      names.put(Integer.toString(day.getValue() % 7), day);
      String full = EnumWord.of(day);
      names.put(full, day);
      names.put(full.substring(0, 3), day);
    }
    names.put("tues", DayOfWeek.TUESDAY);
    names.put("thurs", DayOfWeek.THURSDAY);
    return names;
  }
}
