package runner.schedule;

/** Why a gate is open, or which part of the schedule keeps it closed. */
public enum GateReason {
  /** Everything the schedule asks for is so. */
  OPEN,
  /** {@code period = never}. */
  NEVER,
  /** The clock is before the program was built, so no range can be believed. */
  CLOCK,
  /** The time of day is in none of the ranges. */
  RANGE,
  /** The day, or the day on which the range began, is none of the weekdays. */
  WEEKDAY,
  /** The previous run is too recent for the period. */
  PERIOD,
  /** The previous run lies in the future; the period stays closed until it has passed. */
  FUTURE
}
