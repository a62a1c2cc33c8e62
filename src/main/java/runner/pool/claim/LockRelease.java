package runner.pool.claim;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * One lock to be released, and why. Written as a commit of its own, since pool-resource takes from
 * a commit the first file it names and no other.
 */
public record LockRelease(LockId lock, String claimCommit, String owner, String reason) {
  private static final String COMMITTER = "Runner pool <runner-pool@localhost>";

  /** The input of git fast-import that puts all of them on top of a commit. */
  static byte[] stream(List<LockRelease> releases, String head, String ref, Instant now) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    int mark = 1;
    for (LockRelease release : releases) {
      byte[] message = release.message().getBytes(StandardCharsets.UTF_8);
      line(stream, "commit " + ref);
      line(stream, "mark :" + mark);
      line(stream, "committer " + COMMITTER + " " + now.getEpochSecond() + " +0000");
      line(stream, "data " + message.length);
      stream.writeBytes(message);
      line(stream, "");
      if (mark++ == 1) {
        line(stream, "from " + head);
      }
      line(
          stream,
          "R "
              + quoted(release.lock().claimedPath())
              + " "
              + quoted(release.lock().unclaimedPath()));
    }
    line(stream, "done");
    return stream.toByteArray();
  }

  /** The first line is pool-resource's own; what follows tells people and programs more. */
  private String message() {
    return "unclaiming: %s\n\nReleased-By: runner pool\nClaim-Commit: %s\nOwner: %s\nReason: %s\n"
        .formatted(flat(lock.lock()), claimCommit, flat(owner), flat(reason));
  }

  private static String flat(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private static void line(ByteArrayOutputStream stream, String text) {
    stream.writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** A path as git's C-style quoting has it. */
  private static String quoted(String path) {
    StringBuilder quoted = new StringBuilder("\"");
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      if (b < ' ' || b == 127 || b == '"' || b == '\\') {
        quoted.append(String.format("\\%03o", b & 0xff));
      } else {
        quoted.append((char) b);
      }
    }
    return quoted.append('"').toString();
  }
}
