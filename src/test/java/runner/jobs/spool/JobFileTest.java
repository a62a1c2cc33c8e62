package runner.jobs.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import runner.jobs.Delivery;
import runner.jobs.Delivery.State;
import runner.jobs.Jobs;
import runner.journal.disk.CorruptStateException;

/** What a file of the spool must be to be one. */
final class JobFileTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private static byte[] bytes() {
    Delivery pending = Delivery.pending(Jobs.any(), "web1", "");
    Delivery claimed = pending.claimed("i1", NOW);
    return JobFile.submitted(pending, NOW)
        .moved(claimed, "web1", NOW)
        .moved(claimed.to(State.PENDING, NOW, Delivery.Result.of("not started")), "web1", NOW)
        .encode(NOW);
  }

  @Test
  void what_was_written_is_read() throws CorruptStateException {
    byte[] bytes = bytes();
    assertThat(JobFile.decode(bytes).encode(NOW)).isEqualTo(bytes);
  }

  @Test
  @DisplayName("F5 an entry cut at any byte is none")
  void cut() {
    byte[] bytes = bytes();
    for (int length = 0; length < bytes.length; length++) {
      isNone(Arrays.copyOf(bytes, length), "cut to " + length);
    }
  }

  @Test
  @DisplayName("F5 an entry with any bit flipped is none")
  void flipped() {
    byte[] bytes = bytes();
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      isNone(changed, "bit " + bit);
    }
  }

  @Test
  @DisplayName("F5 an entry with anything added, repeated or in another order is none")
  void longer() {
    byte[] bytes = bytes();
    List<String> lines = new String(bytes, UTF_8).lines().toList();
    for (String more : List.of("\n", "x", "{}\n", "\0", lines.get(1) + "\n", lines.get(4) + "\n")) {
      isNone(joined(bytes, more.getBytes(UTF_8)), more);
    }
    isNone(joined(bytes, bytes), "twice");
    isNone("[".repeat(100_000).getBytes(UTF_8), "deep");
    isNone(new byte[bytes.length], "all NUL");
  }

  private static byte[] joined(byte[] first, byte[] second) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(first);
    both.writeBytes(second);
    return both.toByteArray();
  }

  private static void isNone(byte[] bytes, String what) {
    assertThatThrownBy(() -> JobFile.decode(bytes))
        .as(what)
        .isInstanceOf(CorruptStateException.class);
  }
}
