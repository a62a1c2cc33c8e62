package runner.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runner.support.RealClock;
import runner.wait.Deadline;

/** What arrives at a reader that takes bytes when it likes, and who waits for it. */
@Timeout(60)
final class StreamWriterTest {
  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofSeconds(50);

  private final Reader reader = new Reader();

  /** Takes as many pieces as it is told to. */
  private static final class Reader implements StreamWriter.Sink {
    private final ByteArrayOutputStream got = new ByteArrayOutputStream();
    private final Semaphore wanted = new Semaphore(0);
    private final Semaphore hanging = new Semaphore(0);
    private volatile boolean gone;

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      hanging.release();
      wanted.acquireUninterruptibly();
      if (gone) {
        throw new IOException("Broken pipe");
      }
      byte[] piece = new byte[bytes.remaining()];
      bytes.get(piece);
      got.writeBytes(piece);
    }

    String got() {
      return got.toString(StandardCharsets.ISO_8859_1);
    }

    void take(int pieces) {
      wanted.release(pieces);
    }

    void takeAll() {
      take(1 << 20);
    }
  }

  private StreamWriter writer(StreamKind kind) {
    return StreamWriter.start(reader, kind, bytes -> "[" + bytes + "]\n", new RealClock());
  }

  private static void write(StreamWriter writer, String text) {
    writer.write(StandardCharsets.ISO_8859_1.encode(text));
  }

  private void writeAndHang(StreamWriter writer, String text) {
    write(writer, text);
    reader.hanging.acquireUninterruptibly();
  }

  private String end(StreamWriter writer) {
    writer.await(new Deadline(new RealClock(), Optional.of(LONG)));
    return reader.got();
  }

  /** Fills the memory behind the piece that hangs; everything in there is left out at the stall. */
  private void stall(StreamWriter writer, StreamKind kind) {
    writer.hurry(SOON);
    write(writer, "s".repeat(kind.buffer() + 1));
  }

  @Test
  void a_reader_that_takes_again_is_told_exactly_how_many_bytes_are_missing() {
    StreamWriter writer = writer(StreamKind.PIPE);
    writeAndHang(writer, "first piece");
    stall(writer, StreamKind.PIPE);
    write(writer, "left out, too\n");
    int missing = StreamKind.PIPE.buffer() + 1 + "left out, too\n".length();
    reader.take(1);
    reader.hanging.acquireUninterruptibly();
    write(writer, "goes on\n");
    reader.takeAll();
    assertThat(end(writer)).isEqualTo("first piece\n[" + missing + "]\ngoes on\n");
  }

  @Test
  void what_hangs_in_the_middle_of_a_line_or_a_long_output_arrives_whole_before_the_notice() {
    StreamWriter writer = writer(StreamKind.PIPE);
    int piece = StreamKind.PIPE.piece();
    writeAndHang(writer, "a".repeat(piece) + "b".repeat(3 * piece));
    writer.hurry(SOON);
    write(writer, "c".repeat(StreamKind.PIPE.buffer()));
    write(writer, "d");
    int missing = 3 * piece + StreamKind.PIPE.buffer() + 1;
    reader.takeAll();
    assertThat(end(writer)).isEqualTo("a".repeat(piece) + "\n[" + missing + "]\n");
  }

  @Test
  void each_further_stall_has_a_notice_of_its_own() {
    StreamWriter writer = writer(StreamKind.PIPE);
    int missing = StreamKind.PIPE.buffer() + 1;
    for (int time = 1; time <= 3; time++) {
      writeAndHang(writer, "line " + time + "\n");
      stall(writer, StreamKind.PIPE);
      // The line and its notice; then nothing is waited for.
      reader.take(2);
      reader.hanging.acquireUninterruptibly();
      end(writer);
    }
    String notice = "[" + missing + "]\n";
    assertThat(end(writer))
        .isEqualTo("line 1\n" + notice + "line 2\n" + notice + "line 3\n" + notice);
  }

  @Test
  void a_slow_reader_loses_nothing() throws Exception {
    StreamWriter writer = writer(StreamKind.PIPE);
    String all = "0123456789".repeat(100_000);
    Thread slow =
        new Thread(
            () -> {
              for (int piece = 0; piece < 1000; piece++) {
                reader.hanging.acquireUninterruptibly();
                reader.take(1);
              }
            });
    slow.setDaemon(true);
    slow.start();
    write(writer, all);
    writer.flush();
    assertThat(reader.got()).isEqualTo(all);
  }

  @Test
  void whoever_waits_when_a_stop_is_requested_waits_no_longer_than_a_moment() throws Exception {
    StreamWriter writer = writer(StreamKind.TERMINAL);
    writeAndHang(writer, "hangs");
    Thread waits = new Thread(() -> write(writer, "x".repeat(StreamKind.TERMINAL.buffer() + 1)));
    waits.start();
    awaitWaiting(waits);
    writer.hurry(SOON);
    waits.join(LONG.toMillis());
    assertThat(waits.isAlive()).isFalse();
  }

  @Test
  void whoever_waits_for_room_goes_on_as_soon_as_there_is_some() throws Exception {
    StreamWriter writer = writer(StreamKind.TERMINAL);
    writeAndHang(writer, "hangs");
    Thread waits = new Thread(() -> write(writer, "x".repeat(StreamKind.TERMINAL.buffer() + 1)));
    waits.start();
    awaitWaiting(waits);
    reader.takeAll();
    waits.join(LONG.toMillis());
    assertThat(waits.isAlive()).isFalse();
    assertThat(end(writer)).hasSize("hangs".length() + StreamKind.TERMINAL.buffer() + 1);
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void a_reader_that_is_gone_keeps_nobody() {
    StreamWriter writer = writer(StreamKind.PIPE);
    writeAndHang(writer, "hangs");
    reader.gone = true;
    reader.takeAll();
    write(writer, "x".repeat(3 * StreamKind.PIPE.buffer()));
    assertThatThrownBy(writer::flush).isInstanceOf(IOException.class);
    assertThat(end(writer)).isEmpty();
  }

  @Test
  void decoration_that_was_left_out_is_not_counted() {
    StreamWriter writer = writer(StreamKind.TERMINAL);
    writeAndHang(writer, "hangs\n");
    writer.decorate(StandardCharsets.ISO_8859_1.encode("live line"));
    writer.hurry(SOON);
    write(writer, "x".repeat(StreamKind.TERMINAL.buffer()));
    writer.decorate(StandardCharsets.ISO_8859_1.encode("live line"));
    reader.takeAll();
    assertThat(end(writer)).isEqualTo("hangs\n[" + StreamKind.TERMINAL.buffer() + "]\n");
  }

  @Test
  void the_end_waits_for_a_reader_that_comes_back_and_not_for_ever() {
    StreamWriter writer = writer(StreamKind.PIPE);
    writeAndHang(writer, "hangs\n");
    stall(writer, StreamKind.PIPE);
    writer.await(new Deadline(new RealClock(), Optional.of(SOON)));
    assertThat(reader.got()).isEmpty();
    reader.takeAll();
    assertThat(end(writer)).startsWith("hangs\n[").endsWith("]\n");
  }
}
