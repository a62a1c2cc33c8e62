package runner.report.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runner.report.history.FileTail;
import runner.report.history.SecretValues;

/**
 * A tar.gz for support: secrets are covered in every file on the way in, and its size is bounded.
 * What was cut or did not fit is listed in it.
 */
public final class SupportBundle implements AutoCloseable {
  /** Small enough for a mail or a ticket once it is compressed. */
  private static final long MOST = 64L << 20;

  private static final int MOST_OF_FILE = 256 << 10;

  private final TarGz archive;
  private final String root;
  private final SecretValues secrets;
  private final Instant now;
  private final List<String> leftOut = new ArrayList<>();
  private long size;

  /**
   * A bundle into a stream.
   *
   * @param root the directory all of it unpacks to
   * @param now the date of what is made for it
   */
  public SupportBundle(OutputStream out, String root, SecretValues secrets, Instant now)
      throws IOException {
    this.archive = new TarGz(out);
    this.root = root;
    this.secrets = secrets;
    this.now = now;
  }

  /** Adds a text of ours. */
  public void add(String name, String text) throws IOException {
    add(name, text.getBytes(StandardCharsets.UTF_8), now);
  }

  /** Adds the end of a file; one that went meanwhile is left out, and that is listed. */
  void add(String name, Path file, long length, Instant changed) throws IOException {
    if (size + Math.min(length, MOST_OF_FILE) > MOST) {
      leftOut.add(name + ": the bundle is full");
      return;
    }
    Optional<byte[]> end = FileTail.bytes(file, MOST_OF_FILE);
    if (end.isEmpty()) {
      leftOut.add(name + ": cannot be read");
      return;
    }
    if (length > MOST_OF_FILE) {
      leftOut.add(
          name + ": only its last " + end.get().length + " of " + length + " bytes are here");
    }
    add(name, end.get(), changed);
  }

  private void add(String name, byte[] content, Instant changed) throws IOException {
    byte[] covered = secrets.cover(content);
    size += covered.length;
    archive.add(root + "/" + name, covered, changed);
  }

  /** What is not in it, or not whole. */
  public List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  /** Notes something that is not in it. */
  public void leaveOut(String what) {
    leftOut.add(what);
  }

  @Override
  public void close() throws IOException {
    if (!leftOut.isEmpty()) {
      add("left-out.txt", String.join("\n", leftOut) + "\n");
    }
    archive.close();
  }
}
