package runner.exec.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of an output is its last bytes, in whatever pieces they came. */
final class OutputTailTest {
  private static ByteBuffer bytes(String text) {
    return StandardCharsets.UTF_8.encode(text);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 8, 9, 40, 41, 1000})
  void pieces_of_any_length_give_the_same_end(int room) {
    StringBuilder all = new StringBuilder();
    OutputTail tail = new OutputTail(room);
    for (int length : new int[] {0, 1, 3, 8, 2, 20, 0, 5, 1, 1}) {
      String piece = "0123456789abcdefghijklmnopq".substring(all.length() % 7).substring(0, length);
      all.append(piece);
      tail.add(bytes(piece));
      assertThat(tail.text()).isEqualTo(all.substring(Math.max(0, all.length() - room)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6, 7})
  void a_character_that_is_cut_is_left_out(int room) {
    OutputTail tail = new OutputTail(room);
    tail.add(bytes("a\ud83d\ude00bcd"));
    assertThat(tail.text()).isEqualTo(room == 7 ? "\ud83d\ude00bcd" : "bcd");
  }

  @Test
  void an_output_that_was_not_cut_is_kept_as_it_is() {
    OutputTail tail = new OutputTail(4);
    tail.add(ByteBuffer.wrap(new byte[] {(byte) 0x80, 'a'}));
    assertThat(tail.text()).isEqualTo("\ufffda");
  }

  @Test
  void the_first_line_is_a_whole_one() {
    OutputTail tail = new OutputTail(9);
    tail.add(bytes("long line\nb\nc\n"));
    assertThat(tail.lines()).containsExactly("b", "c", "");
    tail.add(bytes("one line that fills it\n"));
    assertThat(tail.lines()).containsExactly("fills it", "");
  }

  @Test
  void what_is_kept_is_passed_on_too() {
    List<String> passed = new ArrayList<>();
    OutputTail tail = new OutputTail(3);
    Output output = tail.tee(recorded(passed));
    output.out(bytes("ab"));
    output.err(bytes("cd"));
    output.end();
    assertThat(tail.text()).isEqualTo("bcd");
    assertThat(passed).containsExactly("out ab", "err cd", "end");
  }

  @Test
  void an_output_lent_to_a_process_is_not_ended_by_it() {
    List<String> passed = new ArrayList<>();
    Output lent = recorded(passed).unended();
    lent.out(bytes("a"));
    lent.end();
    assertThat(lent.merged()).isTrue();
    assertThat(passed).containsExactly("out a");
  }

  private static Output recorded(List<String> passed) {
    return new Output() {
      @Override
      public void out(ByteBuffer bytes) {
        passed.add("out " + StandardCharsets.UTF_8.decode(bytes));
      }

      @Override
      public void err(ByteBuffer bytes) {
        passed.add("err " + StandardCharsets.UTF_8.decode(bytes));
      }

      @Override
      public boolean merged() {
        return true;
      }

      @Override
      public void end() {
        passed.add("end");
      }
    };
  }
}
