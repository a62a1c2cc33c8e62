package runner.pool.claim;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** The pools and the age from which a claim of each counts as old: {@code testers:60,stage:2h}. */
public final class PoolLimits {
  private static final Pattern LIMIT = Pattern.compile("([0-9]{1,9})([smhd]?)");
  private static final Map<String, Integer> UNIT_S =
      Map.of("s", 1, "", 60, "m", 60, "h", 3600, "d", 86400);
  private static final Duration LONGEST = Duration.ofDays(3650);

  private PoolLimits() {}

  /**
   * Reads the list. A limit is whole minutes, or a whole number with a unit; blanks around an item
   * do not count.
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
    Matcher limit = LIMIT.matcher(text);
    if (!limit.matches()) {
      throw usage(item.strip(), "has no limit one can read", "write whole minutes, or 90s 2h 1d");
    }
    Duration time = Duration.ofSeconds(Long.parseLong(limit.group(1)) * UNIT_S.get(limit.group(2)));
    if (time.compareTo(LONGEST) > 0) {
      throw usage(item.strip(), "is over 10 years", "write at most 3650d");
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

  static RunnerException usage(String offender, String fact, String mend) {
    return new RunnerException(ExitCode.USAGE, "pools", "'" + offender + "' " + fact, mend);
  }
}
