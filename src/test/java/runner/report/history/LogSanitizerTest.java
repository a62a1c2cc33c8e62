package runner.report.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a task printed is data: it moves no cursor and forges no line. */
@DisplayName("H4 what a task printed")
final class LogSanitizerTest {

  private static String clean(String raw) {
    return LogSanitizer.of(raw.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    // colours, cursors, titles, links
    "E[31mredE[0m, red",
    "E[2JE[1;1Hx, x",
    "E]0;titleBx, x",
    "E]8;;http://h/E\\linkE]8;;E\\, link",
    "EP1$r0mE\\x, x",
    "E(0x, x",
    "EMx, x",
    // what is not finished, and what is none
    "E, ''",
    "E[31, ''",
    "aEEcb, ab",
    "E[é, é",
    // characters that do something by themselves
    "aBb, a\\u0007b",
    "a\u009b31mb, a\\u009b31mb",
    "a\u202eb, a\\u202eb",
  })
  void it_is_left_out_or_shown_as_an_escape(String raw, String cleaned) {
    assertThat(clean(raw.replace('E', '\u001b').replace('B', '\u0007'))).isEqualTo(cleaned);
  }

  @Test
  void lines_and_tabs_stay_and_a_carriage_return_ends_a_line() {
    assertThat(clean("a\tb\r\n10%\r20%\r\n\nend")).isEqualTo("a\tb\n10%\n20%\n\nend");
    assertThat(clean("50%\r")).isEqualTo("50%\n");
  }

  @Test
  void a_title_without_an_end_hides_no_more_than_its_line() {
    assertThat(clean("\u001b]0;never ends\nError: disk full\n")).isEqualTo("\nError: disk full\n");
  }

  @Test
  void it_is_the_same_in_whatever_pieces_it_comes() {
    byte[] raw = "ä€😀\u001b[31mx\u001b]0;t\u001b\\y\r\nz\r\u00ff€".getBytes(UTF_8);
    String whole = LogSanitizer.of(raw);
    assertThat(whole).isEqualTo("ä€😀xy\nz\nÿ€");
    for (int cut = 0; cut <= raw.length; cut++) {
      LogSanitizer text = new LogSanitizer();
      byte[] rest = Arrays.copyOfRange(raw, cut, raw.length);
      String said = text.next(raw, cut) + text.next(rest, rest.length) + text.end();
      assertThat(said).as("cut at %d", cut).isEqualTo(whole);
    }
  }

  @Test
  void bytes_that_are_no_text_are_shown_as_such() {
    assertThat(LogSanitizer.of(new byte[] {'a', (byte) 0xff, 'b'})).isEqualTo("a\ufffdb");
    assertThat(LogSanitizer.of(new byte[] {'a', (byte) 0xe2, (byte) 0x82})).isEqualTo("a\ufffd");
    assertThat(LogSanitizer.of(new byte[] {0, 'a'})).isEqualTo("\\u0000a");
  }
}
