package runner.jobs;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of a job: its time in UTC to the microsecond, as Salt writes one, then {@code _} and six
 * random hexadecimal digits. Salt takes it for one of its own (salt/utils/jid.py, is_jid), and the
 * order of the texts is that of the times.
 */
public record JobId(String text) implements Comparable<JobId> {
  private static final Pattern FORM = Pattern.compile("[0-9]{20}_[0-9a-f]{6}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmssSSSSSS").withZone(ZoneOffset.UTC);
  private static final int RANDOM_RANGE = 1 << 24;

  public JobId {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("no id of a job: " + text);
    }
  }

  /**
   * A new one.
   *
   * @param random from 0 to 1
   */
  public static JobId at(Instant now, double random) {
    int digits = (int) (random * RANDOM_RANGE) % RANDOM_RANGE;
    return new JobId(TIME.format(now) + "_" + HexFormat.of().toHexDigits(digits, 6));
  }

  /** Reads one; empty for anything else. */
  public static Optional<JobId> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new JobId(text)) : Optional.empty();
  }

  /** By its text. What the compiler would make of a record costs a start 20 ms. */
  @Override
  public boolean equals(Object other) {
    return other instanceof JobId that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public int compareTo(JobId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
