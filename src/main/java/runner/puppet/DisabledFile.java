package runner.puppet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file by which an agent is disabled; it counts whatever it holds. */
final class DisabledFile {
  private static final String NAME = "agent_disabled.lock";
  private static final int LONGEST = 4096;

  /** The one string of the file's JSON; its escapes may stay, for it is only shown to people. */
  private static final Pattern MESSAGE =
      Pattern.compile("\"disabled_message\"\\s*:\\s*\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"");

  private final Path path;

  private DisabledFile(Path path) {
    this.path = path;
  }

  /** The one that lies beside the lock of the same agent. */
  static DisabledFile beside(PuppetLockFile lock) {
    return new DisabledFile(lock.path().resolveSibling(NAME));
  }

  boolean exists() {
    return Files.isRegularFile(path);
  }

  /** The administrator's words, where the file holds any. */
  Optional<String> reason() {
    try (InputStream in = Files.newInputStream(path)) {
      String text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
      Matcher words = MESSAGE.matcher(text);
      return words.find() && !words.group(1).isEmpty()
          ? Optional.of(words.group(1).replaceAll("\\\\([\"\\\\/])", "$1"))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
