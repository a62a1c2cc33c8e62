package runner.schedule;

import runner.text.EnumWord;

/** The units a previous run is measured in; a month is 30 days, as in Puppet. */
enum Period {
  HOURLY(3600),
  DAILY(86_400),
  WEEKLY(604_800),
  MONTHLY(2_592_000);

  private final long seconds;

  Period(long seconds) {
    this.seconds = seconds;
  }

  long seconds() {
    return seconds;
  }

  /** As a configuration spells it. */
  String text() {
    return EnumWord.of(this);
  }
}
