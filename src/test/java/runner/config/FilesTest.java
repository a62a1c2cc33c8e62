package runner.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.task.Problem;
import runner.task.RunnerException;

/** Files of a configuration: what includes what, where mistakes are, what is known. */
final class FilesTest {
  private static final Key<Integer> TRIES = Key.number("max_tries", 1, "5", "tries");
  private static final Key<Integer> TIMES = Key.number("times", 0, "1", "times");

  @TempDir Path dir;

  private Path file(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static RunnerException refusal(Path file) {
    return (RunnerException) ThrowableAssert.catchThrowable(() -> ConfigFiles.read(file));
  }

  @Test
  void included_files_override_key_by_key_in_the_order_of_their_names() throws IOException {
    Path main = file("a.cfg", "[runner]\ninclude_dir = more\n[s]\na = 1\nb = 1\nc = 1\n");
    file("more/20-x.conf", "[s]\nb = 20\nc = 20\n");
    file("more/10.ini", "[s]\nb = 10\n");
    file("more/30", "[s]\nc = 30\n");
    for (String other : List.of(".hidden.cfg", "x.cfg~", "x.bak", "x.cfg.rpmnew", "y~")) {
      file("more/" + other, "[s]\na = wrong\n");
    }
    Files.createDirectory(dir.resolve("more/40"));
    Config config = ConfigFiles.read(main);
    assertThat(config.text().get("s")).isEqualTo(Map.of("a", "1", "b", "20", "c", "30"));
    assertThat(config.section("s").place("b"))
        .contains(new Location(dir.resolve("more/20-x.conf"), 2));
    assertThat(config.files()).hasSize(4).startsWith(main);
  }

  @Test
  void an_include_dir_that_is_not_there_is_an_error_with_its_place() throws IOException {
    Path main = file("a.cfg", "[runner]\n\ninclude_dir = nowhere\n");
    assertThat(refusal(main)).hasMessageStartingWith(main + ":3: [runner] include_dir: '");
    assertThat(refusal(main).code().number()).isEqualTo(78);
  }

  @Test
  void an_include_dir_in_an_included_file_is_an_error() throws IOException {
    Path main = file("a.cfg", "[runner]\ninclude_dir = more\n");
    Path more = file("more/b.cfg", "[runner]\ninclude_dir = other\n");
    assertThat(refusal(main))
        .hasMessageStartingWith(more + ":2: [runner] include_dir: counts in the main file only");
  }

  @Test
  void mistakes_of_all_files_are_told_at_once() throws IOException {
    Path main = file("a.cfg", "[runner]\ninclude_dir = more\nnonsense\n");
    Path more = file("more/b.cfg", "x = 1\n");
    assertThat(refusal(main).problems())
        .extracting(Problem::place)
        .containsExactly(main + ":3", more + ":1");
  }

  @Test
  void a_file_of_a_megabyte_is_read_and_no_larger_one() throws IOException {
    String start = "[runner]\n#";
    Path fits = file("a.cfg", start + "x".repeat((1 << 20) - start.length()));
    assertThat(ConfigFiles.read(fits).sections()).containsExactly("runner");
    Path larger = file("b.cfg", start + "x".repeat((1 << 20) - start.length() + 1));
    assertThat(refusal(larger)).hasMessageContaining(larger + ": is larger than 1 MiB");
  }

  @Test
  void a_wrong_value_is_told_with_its_place_and_counts_as_the_default() throws IOException {
    Path main = file("a.cfg", "[DEFAULT]\nmax_tries = x\n[runner]\ntimes = -1\n");
    Section runner = ConfigFiles.read(main).section("runner");
    List<Problem> problems = new ArrayList<>();
    assertThat(runner.read(TRIES, problems::add)).isEqualTo(5);
    assertThat(runner.given(TIMES, problems::add)).isEmpty();
    assertThat(problems)
        .extracting(Problem::toString)
        .containsExactly(
            main + ":2: [runner] max_tries: 'x' is not a whole number; e.g. 5",
            main + ":4: [runner] times: '-1' is not a whole number; e.g. 5");
  }

  @Test
  void a_key_written_in_a_later_section_beats_one_inherited_by_an_earlier() throws IOException {
    Path main = file("a.cfg", "[DEFAULT]\ntimes = 1\n[first]\nx = 1\n[second]\ntimes = 2\n");
    Config config = ConfigFiles.read(main);
    List<Section> sections = List.of(config.section("first"), config.section("second"));
    assertThat(Section.firstGiven(sections, TIMES, p -> {})).isEqualTo(Optional.of(2));
  }

  @Test
  void unknown_keys_are_told_with_the_nearest_known_and_inherited_ones_never() throws IOException {
    Path main =
        file("a.cfg", "[DEFAULT]\nfoo = 1\n[runner]\nmax_tires = 1\nbanana = 1\ntimes = 1\n");
    Section runner = ConfigFiles.read(main).section("runner");
    KnownKeys known = new KnownKeys(List.of(TRIES, TIMES));
    assertThat(known.unknownIn(runner))
        .extracting(Problem::toString)
        .containsExactly(
            main + ":5: [runner] banana: unknown key; known are max_tries times",
            main + ":4: [runner] max_tires: unknown key; did you mean max_tries?");
    assertThat(known.nearMissesIn(runner))
        .extracting(Problem::place)
        .containsExactly(main + ":4: [runner] max_tires");
  }
}
