package runner.pool.claim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the folders of the pools hold at one commit.
 *
 * @param head the commit
 * @param pools in the order they were asked for
 */
public record PoolTree(String head, Map<String, Contents> pools) {
  private static final String FILE = "100";
  private static final char NO_TEXT = '\uFFFD';

  /**
   * One pool.
   *
   * @param claimed lock and the mode of its file
   */
  public record Contents(Map<String, String> claimed, Set<String> unclaimed) {
    public int size() {
      return claimed.size() + unclaimed.size();
    }
  }

  /** Takes the fields of {@code ls-tree -r -t -z}: {@code MODE TYPE ID<tab>PATH}. */
  static final class Reader {
    private final Map<String, Contents> pools = new LinkedHashMap<>();
    private final Set<String> folders = new TreeSet<>();

    Reader(Set<String> wanted) {
      wanted.forEach(pool -> pools.put(pool, new Contents(new TreeMap<>(), new TreeSet<>())));
    }

    void entry(String field) {
      int tab = field.indexOf('\t');
      String path = field.substring(tab + 1);
      String mode = field.substring(0, field.indexOf(' '));
      if (field.startsWith("tree", mode.length() + 1)) {
        folders.add(path);
      }
      int slash = path.lastIndexOf('/');
      String lock = path.substring(slash + 1);
      if (slash < 0 || lock.startsWith(".")) {
        return;
      }
      add(path.substring(0, slash), lock, mode);
    }

    private void add(String folder, String lock, String mode) {
      int slash = folder.lastIndexOf('/');
      Contents pool = slash < 0 ? null : pools.get(folder.substring(0, slash));
      if (pool == null) {
        return;
      }
      switch (folder.substring(slash + 1)) {
        case "claimed" -> pool.claimed().put(lock, mode);
        case "unclaimed" -> pool.unclaimed().add(lock);
        default -> {}
      }
    }

    /** Whether the repository has a folder of that name. */
    boolean has(String pool) {
      return folders.contains(pool);
    }

    PoolTree done(String head) {
      return new PoolTree(head, pools);
    }
  }

  /** Why a lock cannot be touched whatever its owner does; empty text where it can. */
  public String fault(LockId id) {
    Contents pool = pools.get(id.pool());
    String mode = pool.claimed().getOrDefault(id.lock(), "");
    if (!mode.startsWith(FILE)) {
      return "it is no file but a " + kind(mode);
    }
    if (id.lock().indexOf(NO_TEXT) >= 0) {
      return "its name is no UTF-8";
    }
    return pool.unclaimed().contains(id.lock()) ? "it lies in both folders" : "";
  }

  private static String kind(String mode) {
    return switch (mode) {
      case "120000" -> "link";
      case "160000" -> "submodule";
      default -> "folder";
    };
  }
}
