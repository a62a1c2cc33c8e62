package runner.support;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import runner.event.ChainOutcome;
import runner.journal.RunRecord;
import runner.journal.StateReader;

/**
 * The runs of a machine in four boots. The first three succeeded. In the last one, another runner
 * held the lock, tasks failed and were skipped, a task printed a secret, and the wall clock was set
 * back.
 */
public final class SomeBoots {
  /** The time at which the runs are shown. */
  public static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");

  /** A text that no page may show. */
  public static final String SECRET = "canary-in-the-mine";

  private static final String[] PLAN = {
    "10-facts.sh", "20-net.sh", "30-mount", "40-puppet.sh", "50 äöü <i>&amp;.sh", "60-ready"
  };

  private SomeBoots() {}

  /** Writes these runs into the directory, and returns it. */
  public static Path in(Path directory) throws IOException {
    PastRuns past = new PastRuns(directory);
    for (int boot = 1; boot <= 3; boot++) {
      past.boot("b000000" + boot + "-0000-4000-8000-000000000000").begin(PLAN);
      past.ran("10-facts.sh", millis(300), 0, "facts\n");
      past.ran("20-net.sh", millis(1000L * boot), 0, "up\n");
      past.skipped("30-mount", "only_if said no: /bin/false");
      past.ran("40-puppet.sh", millis(40_000), 0, "Notice: applied\n");
      past.ran("50 äöü <i>&amp;.sh", millis(20), 0, "");
      past.ran("60-ready", millis(5), 0, "ready\n");
      past.end(ChainOutcome.SUCCEEDED, millis(41_400 + 1000L * boot));
      past.pass(Duration.ofDays(1));
    }
    last(past.boot("b0000004-0000-4000-8000-000000000000").waited(millis(2_500)).begin(PLAN));
    return directory;
  }

  private static void last(PastRuns past) throws IOException {
    past.hook("10-facts.sh", millis(200)).ran("10-facts.sh", millis(280), 0, "facts\n");
    past.hook("10-facts.sh", millis(150));
    past.ran("20-net.sh", millis(9_000), 1, "\u001b[31mno route\u001b[0m\n");
    past.jump(Duration.ofHours(-3)).retry("20-net.sh", millis(4_200));
    past.ran("10-facts.sh", millis(250), 0, "facts\nPASSWORD=" + SECRET + "\n");
    past.ran("20-net.sh", millis(6_000), 0, "up\n");
    past.skipped("30-mount", "only_if said no: /bin/false");
    past.ran("40-puppet.sh", millis(65_000), 1, puppet()).retry("40-puppet.sh", millis(5_100));
    past.ran("10-facts.sh", millis(260), 0, "facts\n");
    past.ran("20-net.sh", millis(1_100), 0, "up\n");
    past.skipped("30-mount", "only_if said no: /bin/false");
    past.ran("40-puppet.sh", millis(61_000), 1, puppet());
    past.gaveUp("maximum attempts reached: 40-puppet.sh failed on the last try", millis(700));
    past.end(ChainOutcome.FAILED, millis(153_250));
  }

  private static String puppet() {
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 45; i++) {
      lines.append("Notice: resource ").append(i).append(" is </pre><script>alert(1)</script>\n");
    }
    return lines + "Error: could not fetch\tthe catalogue \u202e\u0007from " + SECRET + "\n";
  }

  /** Writes these runs and reads them, the oldest first. */
  public static List<RunRecord> runs(Path directory) throws IOException {
    return kept(in(directory));
  }

  /** Reads all runs of a state directory, the oldest first. */
  public static List<RunRecord> kept(Path directory) {
    StateReader reader = new StateReader(directory);
    return reader.ids().stream().flatMap(id -> reader.run(id).stream()).toList();
  }

  /** The runs before the one at this place of a list, the newest first. */
  public static Stream<RunRecord> before(int place, List<RunRecord> runs) {
    List<RunRecord> before = new ArrayList<>(runs.subList(0, place));
    Collections.reverse(before);
    return before.stream();
  }

  private static Duration millis(long time) {
    return Duration.ofMillis(time);
  }
}
