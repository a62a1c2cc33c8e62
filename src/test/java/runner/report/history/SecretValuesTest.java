package runner.report.history;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known to be secret does not leave the machine in a text. */
@DisplayName("H3 secrets in what a task printed")
final class SecretValuesTest {
  @TempDir Path directory;

  @Test
  void every_occurrence_is_covered_and_the_longest_first() {
    SecretValues secrets = SecretValues.of(List.of("s3cret", "s3cret-and-more", "x"));
    assertThat(secrets.cover("a s3cret-and-more, s3crets3cret x")).isEqualTo("a ****, ******** x");
  }

  @Test
  void each_line_of_a_value_is_covered_by_itself() {
    SecretValues secrets = SecretValues.of(List.of("-----BEGIN\n  MIIEvQIBADANB\nend"));
    assertThat(secrets.cover("-----BEGIN\nMIIEvQIBADANB\nend")).isEqualTo("****\n****\nend");
  }

  @Test
  void passwords_of_urls_are_covered_although_nobody_named_them() {
    SecretValues none = SecretValues.of(List.of());
    assertThat(none.cover("https://me:pass@host/x http://host:80/a@b postgres://u:p%40w@h"))
        .isEqualTo("https://me:****@host/x http://host:80/a@b postgres://u:****@h");
  }

  @Test
  void bytes_that_are_no_text_stay_as_they_are() {
    SecretValues secrets = SecretValues.of(List.of("gehäim"));
    byte[] raw = "\u00ffa gehäim b".getBytes(UTF_8);
    raw[0] = (byte) 0xff;
    raw[1] = (byte) 0xfe;
    byte[] covered = secrets.cover(raw);
    assertThat(new String(covered, ISO_8859_1)).isEqualTo("ÿþa **** b");
  }

  @Test
  void a_secret_is_covered_wherever_a_log_is_cut() throws IOException {
    Path log = directory.resolve("log");
    String secret = "canary-in-the-mine";
    Files.writeString(log, ("x" + secret + "\n").repeat(5000));
    SecretValues secrets = SecretValues.of(List.of(secret));
    for (int most = 1; most < 60; most++) {
      String end = new String(secrets.cover(FileTail.bytes(log, most).orElseThrow()), UTF_8);
      assertThat(end).as("%d bytes", most).doesNotContain("mine", "canary");
    }
    assertThat(FileTail.lines(log, 2, 400, secrets)).containsExactly("x****", "x****");
    assertThat(FileTail.lines(log, 1, 3, secrets)).containsExactly("x**…");
  }

  @Test
  void a_secret_with_an_escape_in_it_is_covered_too() throws IOException {
    Path log = directory.resolve("log");
    Files.writeString(log, "canary-\u001b[0min-the-mine\n");
    SecretValues secrets = SecretValues.of(List.of("canary-in-the-mine"));
    assertThat(FileTail.lines(log, 2, 400, secrets)).containsExactly("****");
  }

  @Test
  void a_log_that_is_not_there_has_no_end() throws IOException {
    assertThat(FileTail.bytes(directory.resolve("none"), 10)).isEmpty();
    Path file = Files.writeString(directory.resolve("file"), "x");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    assertThat(FileTail.bytes(link, 10)).isEmpty();
  }
}
