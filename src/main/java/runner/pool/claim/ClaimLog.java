package runner.pool.claim;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the claim of each lock in the fields of {@code git log --raw -z}: the newest commit that
 * added its file, read along the first parents, where "newest" is no matter of dates. What came in
 * by a merge has no single commit to its name.
 */
final class ClaimLog {
  static final String FORMAT = "%H %ct %P%x00%B%x00";

  private static final Pattern HEADER =
      Pattern.compile("\n?([0-9a-f]{40,64}) ([0-9]*)((?: [0-9a-f]{40,64})*) ?");
  private static final Pattern ADDED = Pattern.compile("\n?:000000 .*");
  private static final long LAST_SECOND = 1L << 40;
  private static final int SHOWN = 300;

  private final Map<String, LockId> wanted;
  private final Map<LockId, Claim> found = new HashMap<>();
  private Expected next = Expected.HEADER;
  private Matcher header = HEADER.matcher("");
  private String message = "";
  private boolean adds;
  private int commits;

  private enum Expected {
    HEADER,
    MESSAGE,
    PATH
  }

  /** Looks for these locks, by the path of their files. */
  ClaimLog(Map<String, LockId> wanted) {
    this.wanted = new HashMap<>(wanted);
  }

  void field(String field) {
    switch (next) {
      case MESSAGE -> {
        message = field;
        next = Expected.HEADER;
      }
      case PATH -> {
        next = Expected.HEADER;
        if (adds && wanted.containsKey(field)) {
          add(wanted.remove(field));
        }
      }
      case HEADER -> outside(field);
    }
  }

  /** Between commits stand empty fields; within one, changes follow the message. */
  private void outside(String field) {
    Matcher read = HEADER.matcher(field);
    if (read.matches()) {
      header = read;
      commits++;
      next = Expected.MESSAGE;
    } else if (field.startsWith(":") || field.startsWith("\n:")) {
      adds = ADDED.matcher(field).matches();
      next = Expected.PATH;
    }
  }

  private void add(LockId id) {
    found.put(id, new Claim(id, header.group(1), at(), owner(id), shown()));
  }

  private Instant at() {
    String seconds = header.group(2);
    return seconds.isEmpty()
        ? Instant.EPOCH
        : Instant.ofEpochSecond(
            seconds.length() > 12 ? LAST_SECOND : Math.min(LAST_SECOND, Long.parseLong(seconds)));
  }

  private ClaimOwner owner(LockId id) {
    if (header.group(2).isEmpty()) {
      return new ClaimOwner.Unclear("the commit of the claim has no date");
    }
    return header.group(3).strip().contains(" ")
        ? new ClaimOwner.Unclear("the claim came in by a merge")
        : ClaimMessage.owner(message, id.lock());
  }

  private String shown() {
    return message.substring(0, Math.min(SHOWN, message.length())).strip();
  }

  Map<LockId, Claim> found() {
    return found;
  }

  boolean complete() {
    return wanted.isEmpty();
  }

  /** How many commits were read so far. */
  int commits() {
    return commits;
  }

  /** Where to read on: the first parent of the last commit read; empty text at the beginning. */
  String parent() {
    return commits == 0 ? "" : header.group(3).strip().split(" ", 2)[0];
  }
}
