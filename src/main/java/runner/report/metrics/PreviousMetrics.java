package runner.report.metrics;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the file said before this invocation and stays true until its chain has ended: the last
 * outcome, and when the last success was. Each as it was written.
 */
record PreviousMetrics(
    Optional<String> success, Optional<String> duration, Optional<String> lastSuccess) {

  static PreviousMetrics of(String text) {
    return new PreviousMetrics(
        sample("runner_chain_success", text),
        sample("runner_chain_duration_seconds", text),
        sample("runner_chain_last_success_timestamp_seconds", text));
  }

  private static Optional<String> sample(String name, String text) {
    Pattern line = Pattern.compile("(?m)^" + name + " ([0-9]{1,15}(\\.[0-9]{1,9})?)$");
    return Optional.of(line.matcher(text)).filter(Matcher::find).map(found -> found.group(1));
  }
}
