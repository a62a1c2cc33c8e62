package runner.puppet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puppet's summary of its last run, which it writes at the end of every run it finishes. */
final class LastRunSummary {
  private static final Pattern TIME = Pattern.compile("(?m)^ {2}last_run: ([0-9]{1,12})$");
  private static final int LONGEST = 1 << 20;

  private LastRunSummary() {}

  /** When a run was last finished, in whole seconds; nothing where that cannot be read. */
  static Optional<Instant> finished(Path summary) {
    try (InputStream in = Files.newInputStream(summary)) {
      Matcher time = TIME.matcher(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8));
      return time.find()
          ? Optional.of(Instant.ofEpochSecond(Long.parseLong(time.group(1))))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
