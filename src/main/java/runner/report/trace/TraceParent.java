package runner.report.trace;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a trace, as the variable TRACEPARENT names it (W3C Trace Context).
 *
 * @param trace 32 hexadecimal digits
 * @param span 16 of them
 * @param sampled whether somebody records the trace
 */
record TraceParent(String trace, String span, boolean sampled) {
  /** A later version may add fields behind these. */
  private static final Pattern FORM =
      Pattern.compile("(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  /** Reads the variable; one that is not of the form is as good as none. */
  static Optional<TraceParent> parse(String text) {
    Matcher found = FORM.matcher(text);
    if (!found.matches() || (found.group(1).equals("00") && found.group(5) != null)) {
      return Optional.empty();
    }
    if (found.group(2).matches("0+") || found.group(3).matches("0+")) {
      return Optional.empty();
    }
    boolean sampled = (Integer.parseInt(found.group(4), 16) & 1) == 1;
    return Optional.of(new TraceParent(found.group(2), found.group(3), sampled));
  }

  /** Another place of the same trace. */
  TraceParent at(String other) {
    return new TraceParent(trace, other, sampled);
  }

  @Override
  public String toString() {
    return "00-" + trace + "-" + span + (sampled ? "-01" : "-00");
  }
}
