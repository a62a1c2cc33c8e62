package runner.config;

/** One key of a section with its raw value. */
record Entry(String value, Place place) {}
