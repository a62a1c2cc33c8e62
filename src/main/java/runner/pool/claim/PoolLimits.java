package runner.pool.claim;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import runner.task.ExitCode;
import runner.task.RunnerException;
import runner.text.TimeSpan;

/** The pools and the age from which a claim of each counts as old: {@code testers:60,stage:2h}. */
public final class PoolLimits {
  private PoolLimits() {}

  /**
   * Reads the list. A limit is whole minutes, or parts such as {@code 90s} or {@code 1h 30min};
   * blanks around an item do not count.
   *
   * @throws RunnerException 64 for anything else, an empty item or a pool named twice
   */
  public static Map<String, Duration> parse(String text) {
    Map<String, Duration> pools = new LinkedHashMap<>();
    for (String item : text.split(",", -1)) {
      int colon = item.lastIndexOf(':');
      if (colon < 0) {
        throw usage(item.strip(), "has no limit", "write POOL:LIMIT, e.g. testers:60");
      }
      String name = name(item.substring(0, colon).strip(), item.strip());
      if (pools.put(name, limit(item.substring(colon + 1).strip(), item)) != null) {
        throw usage(name, "is named twice", "name each pool once");
      }
    }
    return Collections.unmodifiableMap(pools);
  }

  private static Duration limit(String text, String item) {
    Duration time =
        TimeSpan.parse(text, Duration.ofMinutes(1))
            .orElseThrow(
                () ->
                    usage(
                        item.strip(),
                        "has a limit that is not a duration",
                        "write whole minutes, or such as 90s, 1h 30min"));
    if (time.compareTo(TimeSpan.LONGEST) > 0) {
      throw usage(item.strip(), "has a limit over 10 years", "write at most 3650d");
    }
    return time;
  }

  /** A pool's name: a path inside the repository and nothing that leads out of it. */
  static String name(String name, String whole) {
    for (String piece : name.split("/", -1)) {
      if (piece.isEmpty() || piece.equals(".") || piece.equals("..") || piece.equals(".git")) {
        throw usage(whole, "names no pool", "write its folder in the repository, e.g. testers");
      }
    }
    if (name.chars().anyMatch(c -> c < ' ' || c == 127 || c == ':')) {
      throw usage(whole, "has a character no pool's name has", "write its folder, e.g. testers");
    }
    return name;
  }

  static RunnerException usage(String offender, String fact, String fix) {
    return new RunnerException(ExitCode.USAGE, "pools", "'" + offender + "' " + fact, fix);
  }
}
