package runner.cli.session;

import java.util.List;
import runner.config.Key;

/** The keys of [runner] for state, logs and kept runs. */
public final class StateKeys {
  public static final Key<Long> LOG_MAX_SIZE =
      Key.size(
          "log_max_size",
          "10M",
          "the longest log of one attempt; its middle is dropped beyond that");
  public static final Key<Integer> KEEP_RUNS =
      Key.number("keep_runs", 1, "50", "how many runs are kept, with their logs");

  public static final List<Key<?>> ALL = List.of(StateLocation.STATE_DIR, LOG_MAX_SIZE, KEEP_RUNS);

  private StateKeys() {}
}
