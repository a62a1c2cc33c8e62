package runner.exec.spawn;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a child's environment differs from the runner's own. Only differences are kept, so that
 * inherited values that are no valid text reach the child byte for byte.
 *
 * @param set variables and their values
 * @param unset variables the child does not get
 */
public record Environment(Map<String, String> set, Set<String> unset) {
  public Environment {
    set = Map.copyOf(set);
    unset = Set.copyOf(unset);
  }

  /** The runner's own environment, unchanged. */
  public static Environment inherited() {
    return new Environment(Map.of(), Set.of());
  }

  /** With further variables, which beat those already set. */
  public Environment with(Map<String, String> more) {
    Map<String, String> merged = new LinkedHashMap<>(set);
    merged.putAll(more);
    Set<String> removed = new HashSet<>(unset);
    removed.removeAll(more.keySet());
    return new Environment(merged, removed);
  }

  public Environment with(String name, String value) {
    return with(Map.of(name, value));
  }

  /** Without a variable, which may be set again. */
  public Environment without(String name) {
    Map<String, String> kept = new LinkedHashMap<>(set);
    kept.remove(name);
    Set<String> removed = new HashSet<>(unset);
    removed.add(name);
    return new Environment(kept, removed);
  }

  void apply(Map<String, String> environment) {
    environment.keySet().removeAll(unset);
    environment.putAll(set);
  }

  @Override
  public String toString() {
    // Values may be secrets and must not reach a log by accident.
    return "Environment" + set.keySet();
  }

  /**
   * An account of the system that a process may be run as.
   *
   * @param uid its number
   * @param gid the number of its own group; the others are looked up when a process becomes it
   */
  public record User(String name, String uid, String gid, String home) {

    /** The account of this name, if the system knows it. */
    public static Optional<User> find(String name) {
      return AccountLookup.find(name);
    }

    /** Words that, put before a command, run it as this user (setpriv(1)). */
    public List<String> becoming() {
      return List.of("/usr/bin/setpriv", "--reuid=" + uid, "--regid=" + gid, "--init-groups", "--");
    }

    /** What the user's own programs look for in the environment. */
    public Map<String, String> variables() {
      return Map.of("HOME", home, "USER", name, "LOGNAME", name);
    }
  }
}
