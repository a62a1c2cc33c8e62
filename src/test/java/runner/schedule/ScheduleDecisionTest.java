package runner.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScheduleDecisionTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZonedDateTime FRIDAY_NOON =
      ZonedDateTime.of(2026, 11, 20, 12, 0, 0, 0, BERLIN);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "never",
      textBlock =
          """
          # parameters                      previous             reason   sentence
                                          | never              | OPEN    | always open
          period=daily                    | never              | OPEN    | daily: never ran
          period=daily                    | 2026-11-19T03:12   | OPEN    | daily: last ran 03:12 yesterday
          period=daily periodmatch=number | 2026-11-20T03:12   | PERIOD  | daily: last ran 03:12 today; opens 00:00 tomorrow
          period=daily                    | 2026-11-20T03:12   | PERIOD  | daily: last ran 03:12 today; opens 03:12 tomorrow
          period=hourly repeat=2          | 2026-11-20T11:45:30| PERIOD  | hourly, repeat 2: last ran 11:45:30 today; opens 12:15:30 today
          period=weekly periodmatch=number| 2026-11-15T12:30   | PERIOD  | weekly: last ran 12:30 on Sun 2026-11-15; opens 12:30:01 on Sun 2026-11-22
          period=daily                    | 2036-11-20T03:12   | FUTURE  | daily: last ran 03:12 on Thu 2036-11-20, which is in the future; opens 03:12 on Fri 2036-11-21
          period=never                    | never              | NEVER   | period is never; never opens
          period=hourly periodmatch=number range=12-12:30 | 2010-11-20T12:10 | PERIOD | hourly: last ran 12:10 on Sat 2010-11-20; never opens
          range=2-4                       | never              | RANGE   | outside 2 - 4; opens 02:00 tomorrow
          range=2-4:30,22:00:01-6         | never              | RANGE   | outside 2 - 4:30, 22:00:01 - 6; opens 22:00:01 today
          range=11-13                     | never              | OPEN    | inside 11 - 13
          weekday=Sat,Sun                 | never              | WEEKDAY | weekday is Fri, not Sat, Sun; opens 00:00 tomorrow
          weekday=5                       | never              | OPEN    | weekday is one of Fri
          range=22-13 weekday=Fri         | never              | WEEKDAY | weekday on which the range began is Thu, not Fri; opens 22:00 today
          """)
  void a_decision_says_why(String parameters, String previous, GateReason reason, String sentence) {
    Optional<Instant> last =
        Optional.ofNullable(previous)
            .map(text -> LocalDateTime.parse(text).atZone(BERLIN).toInstant());
    ScheduleDecision decision = schedule(parameters).match(FRIDAY_NOON, last);
    assertThat(decision.reason()).isEqualTo(reason);
    assertThat(decision.sentence()).isEqualTo(sentence);
    assertThat(decision.open()).isEqualTo(reason == GateReason.OPEN);
  }

  @Test
  void an_open_gate_opens_now() {
    ScheduleDecision decision = schedule("range=11-13").match(FRIDAY_NOON, Optional.empty());
    assertThat(decision.next()).contains(FRIDAY_NOON.toInstant());
  }

  @Test
  void a_clock_before_the_program_was_built_opens_no_range() {
    ZonedDateTime now = Instant.parse("1970-01-01T02:00:10Z").atZone(BERLIN);
    Instant built = Instant.parse("2026-11-20T11:00:00Z");
    ScheduleDecision decision = schedule("range=3-4").match(now, Optional.empty(), built);
    assertThat(decision.reason()).isEqualTo(GateReason.CLOCK);
    assertThat(decision.next()).contains(Instant.parse("2026-11-21T02:00:00Z"));
    assertThat(decision.sentence())
        .isEqualTo(
            "the clock says 03:00:10 on Thu 1970-01-01, before this program was built; "
                + "no range is believed; opens 03:00 on Sat 2026-11-21");
  }

  @Test
  void a_wrong_clock_matters_to_nothing_without_a_range() {
    ZonedDateTime now = Instant.EPOCH.atZone(BERLIN);
    Instant built = Instant.parse("2026-11-20T11:00:00Z");
    assertThat(schedule("period=daily").match(now, Optional.empty(), built).open()).isTrue();
    assertThat(schedule("weekday=Thu").match(now, Optional.empty(), built).open()).isTrue();
    assertThat(schedule("range=0-0").match(built.atZone(BERLIN), Optional.empty(), built).open())
        .isTrue();
  }

  @Test
  void a_schedule_shows_what_it_asks_for() {
    assertThat(schedule("")).hasToString("always");
    assertThat(schedule("period=never")).hasToString("never");
    assertThat(schedule("weekday=Tue,0 range=02:00-4,1:5:7-1 repeat=3 period=monthly"))
        .hasToString("monthly, repeat 3; range 2 - 4, 1:05:07 - 1; weekday Tue, Sun");
    assertThat(schedule("period=weekly periodmatch=number"))
        .hasToString("weekly, periodmatch number");
  }

  private static Schedule schedule(String words) {
    Map<String, String> parameters = new TreeMap<>();
    String text = words == null ? "" : words;
    for (String word : text.split(" ", -1)) {
      if (!word.isEmpty()) {
        parameters.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
      }
    }
    return Schedule.fromText(parameters);
  }
}
