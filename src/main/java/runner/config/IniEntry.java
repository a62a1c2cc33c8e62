package runner.config;

/** One key of a section with its raw value. */
record IniEntry(String value, Location place) {}
