package runner.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ParameterReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          period      | Daily      | period: 'Daily' is not a period; one of hourly, daily, weekly, monthly, never
          periodmatch | num        | periodmatch: 'num' is not a periodmatch; one of distance, number
          repeat      | 010        | repeat: '010' is not a whole number from 1 up; e.g. 2, without a zero before it
          range       | 2am - 4    | range: '2am - 4' is not a range; H[:M[:S]] - H[:M[:S]], e.g. 22:00 - 6:30
          range       | 2 - 24     | range: '2 - 24' has the hour 24; 0 to 23
          range       | 2:60 - 4   | range: '2:60 - 4' has the minute 60; 0 to 59
          range       | 2-3:59:60  | range: '2-3:59:60' has the second 60; 0 to 59
          range       | 2 - 4, x   | range: 'x' is not a range; H[:M[:S]] - H[:M[:S]], e.g. 22:00 - 6:30
          range       | ,          | range: the list is empty; give at least one, or leave it out
          weekday     | Mon, Tu    | weekday: 'Tu' is not a weekday; e.g. Mon, monday, or 0 to 6 from Sunday
          weekday     | ""         | weekday: the list is empty; give at least one, or leave it out
          weekdays    | Mon        | weekdays: 'weekdays' is no parameter of a schedule; known are period, periodmatch, repeat, range, weekday
          """)
  void what_is_wrong_is_quoted_and_mended(String key, String text, String message) {
    assertThatExceptionOfType(ScheduleException.class)
        .isThrownBy(() -> Schedule.fromText(Map.of(key, text)))
        .withMessage(message)
        .matches(error -> error.parameter().equals(key))
        .matches(error -> message.equals(key + ": " + error.fact()));
  }

  @Test
  void repeat_goes_with_number_only_when_it_is_one() {
    Map<String, Object> parameters = new LinkedHashMap<>(Map.of("periodmatch", "number"));
    parameters.put("repeat", "1");
    assertThat(Schedule.fromValues(parameters)).hasToString("always");
    parameters.put("repeat", 2);
    assertThatExceptionOfType(ScheduleException.class)
        .isThrownBy(() -> Schedule.fromValues(parameters))
        .withMessage("repeat: '2' does not go with periodmatch number; only 1 does, or distance");
  }

  @Test
  void a_null_is_refused_at_the_top_and_in_a_list() {
    assertThatExceptionOfType(ScheduleException.class)
        .isThrownBy(() -> Schedule.fromValues(Collections.singletonMap("period", null)))
        .withMessage("period: it has no value; give it one, or leave it out");
    assertThatExceptionOfType(ScheduleException.class)
        .isThrownBy(() -> Schedule.fromText(Collections.singletonMap("range", null)))
        .withMessage("range: it has no value; give it one, or leave it out");
    assertThatExceptionOfType(ScheduleException.class)
        .isThrownBy(() -> Schedule.fromValues(Map.of("weekday", Arrays.asList("Mon", null))))
        .withMessageStartingWith("weekday: 'null' is not a weekday");
  }

  @Test
  void text_lists_have_commas_and_blanks_and_may_go_over_lines() {
    Map<String, String> text =
        Map.of("range", " 2 - 4,\n22:00\t-6 ,", "weekday", "Mon, tuesday,,6");
    assertThat(Schedule.fromText(text)).hasToString("range 2 - 4, 22 - 6; weekday Mon, Tue, Sat");
  }

  @Test
  void values_do_not_split_at_commas() {
    assertThatExceptionOfType(ScheduleException.class)
        .isThrownBy(() -> Schedule.fromValues(Map.of("weekday", "Mon,Tue")));
    assertThat(Schedule.fromValues(Map.of("weekday", List.of("Mon", 2))))
        .hasToString("weekday Mon, Tue");
  }

  @Test
  void more_repeats_than_any_number_holds_are_still_repeats() {
    String many = "9".repeat(100);
    assertThat(Schedule.fromText(Map.of("period", "hourly", "repeat", many)).recurrence())
        .isEqualTo(new Recurrence.Distance(Period.HOURLY, Long.MAX_VALUE));
  }

  @Test
  void an_offender_is_shown_without_what_a_terminal_would_obey() {
    assertThatExceptionOfType(ScheduleException.class)
        .isThrownBy(() -> Schedule.fromText(Map.of("period", "\u001b[2J\n\u202e" + "x".repeat(99))))
        .withMessageStartingWith("period: '\\u001b[2J\\n\\u202exxx")
        .withMessageContaining("xxx...' is not a period");
  }
}
