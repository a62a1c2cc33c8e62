package runner.puppet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import runner.support.FakeClock;

/** How long lines are held back. */
class DeferredOutputTest {
  private static final String PROOF = "\u001b[0;32mInfo: Using environment 'x'\u001b[0m\n";

  private final LinkedBlockingQueue<String> screen = new LinkedBlockingQueue<>();
  private final FakeClock clock = new FakeClock();
  private final DeferredOutput output =
      new DeferredOutput(
          new AttemptTranscript(path -> {}),
          bytes -> screen.add(StandardCharsets.UTF_8.decode(bytes).toString()),
          clock);

  private void says(String text) {
    output.out(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private String shown() {
    return String.join("", screen);
  }

  @Test
  void what_comes_before_the_lock_is_held_back() {
    says("Debug: one\nWarning: Setting 'x' is deprecated.\n");

    assertThat(shown()).isEmpty();
  }

  @Test
  void a_line_that_proves_the_lock_passed_shows_everything_and_what_follows_comes_at_once() {
    says("Debug: one\n");
    says(PROOF);
    says("no line end yet");

    assertThat(shown()).isEqualTo("Debug: one\n" + PROOF + "no line end yet");
  }

  @Test
  void a_proof_that_comes_in_pieces_is_one() {
    says("Info: Applying config");
    says("uration version '1'\n");

    assertThat(shown()).isEqualTo("Info: Applying configuration version '1'\n");
  }

  @Test
  void what_was_dropped_is_never_shown() {
    says("Debug: one\n");
    output.drop();
    says("from the background\n");
    output.show();

    assertThat(shown()).isEmpty();
  }

  @Test
  void memory_is_bounded() {
    says("x".repeat(1 << 18));
    assertThat(shown()).isEmpty();

    says("y");

    assertThat(shown()).hasSize((1 << 18) + 1).endsWith("xy");
  }

  @Test
  void after_five_seconds_whatever_it_is_is_shown() throws InterruptedException {
    says("Couldn't fetch certificate from CA server\n");
    clock.pass(Duration.ofSeconds(5));
    says("more\n");

    // The timer may look between the two lines: then the first comes alone.
    String first = screen.poll(20, TimeUnit.SECONDS);
    assertThat(first).startsWith("Couldn't fetch certificate from CA server\n");
    assertThat(first + shown()).isEqualTo("Couldn't fetch certificate from CA server\nmore\n");
  }

  @Test
  void while_puppet_says_it_sleeps_no_time_counts() throws InterruptedException {
    says("Info: Sleeping for 900 seconds (splay is enabled)\n");
    clock.pass(Duration.ofHours(1));
    says("Debug: awake again\n");

    assertThat(screen.poll(50, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void every_byte_comes_through() {
    byte[] all = new byte[256];
    for (int value = 0; value < all.length; value++) {
      all[value] = (byte) value;
    }
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    DeferredOutput bytes =
        new DeferredOutput(
            new AttemptTranscript(path -> {}),
            piece -> {
              byte[] copy = new byte[piece.remaining()];
              piece.get(copy);
              raw.writeBytes(copy);
            },
            clock);

    bytes.out(ByteBuffer.wrap(all));
    bytes.finish();
    bytes.show();

    assertThat(raw.toByteArray()).isEqualTo(all);
  }
}
