package runner.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runner.exec.output.OutputTail;

/** The last lines of an output are lines of text, whatever the output was. */
final class LastLinesTest {
  private final OutputTail tail = new OutputTail(1 << 12);

  private void add(String text) {
    tail.add(StandardCharsets.UTF_8.encode(text));
  }

  @Test
  void of_many_lines_the_last_are_kept() {
    for (int i = 0; i < 10_000; i++) {
      add("line " + i + "\n");
    }
    assertThat(LastLines.of(tail, 2)).containsExactly("line 9998", "line 9999");
  }

  @Test
  void pieces_make_a_line_and_blank_ones_are_left_out() {
    add("half");
    add(" a line\n\n  \n");
    add("");
    assertThat(LastLines.of(tail, 10)).containsExactly("half a line");
  }

  @Test
  void a_line_longer_than_the_room_is_cut() {
    add("first\n" + "x".repeat(100_000));
    assertThat(LastLines.of(tail, 10))
        .hasSize(1)
        .allMatch(line -> line.equals("x".repeat(200) + "..."));
  }

  @Test
  void one_large_piece_is_as_many_small_ones() {
    add("x".repeat(70_000) + "\nend\n");
    assertThat(LastLines.of(tail, 1)).containsExactly("end");
  }

  @Test
  void bytes_that_are_no_text_do_no_harm_and_the_buffer_is_left_as_it_was() {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {(byte) 0xff, 'a', (byte) 0xc3, '\n'});
    tail.add(bytes);
    assertThat(LastLines.of(tail, 1)).containsExactly("\ufffda\ufffd");
    assertThat(bytes.remaining()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "10%R50%R99%, 99%",
    "E[1;31mredE[0m, red",
    "E]0;title~text, text",
    "E]8;;http://xE\\linkE]8;;E\\, link",
    "E(0qqqE(B, qqq",
    "E[2JE[H2026 INFO forged, 2026 INFO forged",
    "E, ''",
    "EP1$tx, ''",
    "a~bRC, C"
  })
  void what_a_terminal_would_act_on_is_left_out(String output, String shown) {
    add("x\n" + output.replace('E', '\u001b').replace('~', '\u0007').replace('R', '\r') + "\n");
    assertThat(LastLines.of(tail, 1).get(0)).isEqualTo(shown.isEmpty() ? "x" : shown);
  }
}
