package runner.config.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered without Java, to whom, and what is left behind. */
final class LookupCacheTest {
  private static final String CFG =
      "[DEFAULT]\nall = d\n[a]\nb = v\nb.k = first dot\nempty =\nlines = 1\n  2\nslash = \\t\\\\ $x `y` *\n"
          + "[a.b]\nk = unreachable\n[q'\"]\nk*[x]) ;; = it's\n";

  @TempDir Path root;
  private Desk desk;

  @BeforeEach
  void write() throws Exception {
    desk = new Desk(root).write("etc/runner.cfg", CFG);
  }

  @Test
  void values_are_raw_and_the_first_dot_divides() throws Exception {
    desk.taken();
    assertThat(desk.key("a.b")).isEqualTo("v\n");
    assertThat(desk.key("a.b.k")).isEqualTo("first dot\n");
    assertThat(desk.key("a.empty")).isEqualTo("\n");
    assertThat(desk.key("a.lines")).isEqualTo("1\n2\n");
    assertThat(desk.key("a.slash")).isEqualTo("\\t\\\\ $x `y` *\n");
    assertThat(desk.key("a.all")).isEqualTo("d\n");
    assertThat(desk.key("q'\".k*[x]) ;;")).isEqualTo("it's\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.none", "none.k", "DEFAULT.all", "a.", ".b", ".", "a.*", "?.b", "A.b"})
  void a_missing_key_is_silent_and_1_or_its_default(String key) throws Exception {
    desk.taken();
    assertThat(desk.key(key)).isEqualTo("exit 1");
    assertThat(desk.ask("-c", desk.config().toString(), "-g", key, "--default", "-n \\n"))
        .isEqualTo("-n \\n\n");
  }

  @Test
  void the_usual_forms_and_the_default_configuration_are_answered() throws Exception {
    desk.taken();
    assertThat(desk.ask("-g", "a.b")).isEqualTo("v\n");
    assertThat(desk.ask("--get", "a.b", "--config", desk.config().toString())).isEqualTo("v\n");
    assertThat(desk.ask("-g", "a.x", "-g", "a.b", "--default", "")).isEqualTo("v\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-g",
        "-g ab",
        "-ga.b",
        "--get=a.b",
        "-v -g a.b",
        "-g a.b -n 1",
        "status",
        "-n 1",
        "--default x",
        "-c relative.cfg -g a.b",
        "-c /nowhere.cfg -g a.b"
      })
  void anything_else_goes_to_java(String words) throws Exception {
    desk.taken();
    assertThat(desk.ask(words.split(" ", -1))).isEqualTo(Desk.JAVA);
  }

  @Test
  void a_path_that_leads_out_of_the_directory_is_not_followed() throws Exception {
    desk.taken();
    Path out = desk.path("run/answers");
    Files.writeString(out, "echo foreign; exit 0\n");
    assertThat(desk.ask("-c", "/../..", "-g", "a.b")).isEqualTo(Desk.JAVA);
    String there = desk.path("etc/../etc/runner.cfg").toString();
    assertThat(desk.ask("-c", there, "-g", "a.b")).isEqualTo(Desk.JAVA);
  }

  @Test
  void what_was_planted_at_the_answers_and_their_draft_leads_nowhere() throws Exception {
    Path victim = Files.writeString(desk.path("victim"), "untouched");
    for (String name : List.of("answers", "1-1.1", ".answers." + ProcessHandle.current().pid())) {
      Path place = desk.answers().resolveSibling(name);
      Files.createDirectories(place.getParent());
      Files.createSymbolicLink(place, victim);
    }
    Files.setPosixFilePermissions(
        desk.room().resolve("look"), PosixFilePermissions.fromString("rwx------"));
    desk.taken();
    assertThat(desk.key("a.b")).isEqualTo("v\n");
    assertThat(desk.answers()).isRegularFile();
    assertThat(Files.isSymbolicLink(desk.answers())).isFalse();
    assertThat(victim).hasContent("untouched");
  }

  @Test
  void nobody_else_can_read_the_answers() throws Exception {
    desk.taken();
    try (Stream<Path> all = Files.walk(desk.room().resolve("look"))) {
      for (Path path : all.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void what_is_open_to_others_is_not_used() throws Exception {
    desk.taken().close();
    Path look = desk.room().resolve("look");
    Files.setPosixFilePermissions(look, PosixFilePermissions.fromString("rwxr-x---"));
    assertThat(LookupCache.in(desk.room(), desk.config(), "1-1", owner -> true)).isEmpty();
    Files.setPosixFilePermissions(look, PosixFilePermissions.fromString("rwx------"));
    Files.setPosixFilePermissions(desk.room(), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(LookupCache.in(desk.room(), desk.config(), "1-1", owner -> true)).isEmpty();
  }

  @Test
  void answers_of_another_user_are_not_believed() throws Exception {
    assumeTrue(Files.getAttribute(root, "unix:uid").equals(0), "needs root, to give files away");
    desk.taken();
    Files.setAttribute(desk.answers(), "unix:uid", 65534);
    assertThat(desk.key("a.b")).isEqualTo(Desk.JAVA);
  }

  @Test
  void answers_that_vanish_while_they_are_opened_are_none() throws Exception {
    desk.taken();
    Files.delete(desk.answers());
    Files.createDirectory(desk.answers());
    assertThat(desk.key("a.b")).isEqualTo(Desk.JAVA);
  }

  @Test
  void at_the_end_nothing_is_left() throws Exception {
    LookupCache snapshot = desk.taken();
    snapshot.close();
    assertThat(desk.key("a.b")).isEqualTo(Desk.JAVA);
    assertThat(desk.room().resolve("look")).isEmptyDirectory();
  }

  @Test
  void what_a_killed_runner_left_is_removed_by_the_next() throws Exception {
    desk.taken("1-1", owner -> true);
    desk.write("etc/other.cfg", "");
    LookupCache next =
        LookupCache.in(desk.room(), desk.path("etc/other.cfg"), "2-2", owner -> false)
            .orElseThrow();
    assertThat(desk.room().resolve("look")).isEmptyDirectory();
    next.close();
  }

  @Test
  void runners_with_one_configuration_do_not_disturb_each_other() throws Exception {
    LookupCache first = desk.taken("1-1", owner -> true);
    LookupCache second = desk.taken("2-2", List.of("1-1", "2-2")::contains);
    first.close();
    assertThat(desk.key("a.b")).isEqualTo("v\n");
    second.close();
    assertThat(desk.room().resolve("look")).isEmptyDirectory();
  }

  @Test
  void it_needs_neither_a_path_nor_a_place_to_stand() throws Exception {
    desk.taken();
    String asks = "mkdir gone; cd gone; rmdir ../gone; unset PATH; exec 2>/dev/null ";
    String launcher = desk.path("bin/runner") + " -c " + desk.config() + " -g a.b";
    Process process = desk.start(List.of("/bin/sh", "-c", asks + launcher));
    assertThat(process.getInputStream().readAllBytes()).isEqualTo(new byte[] {'v', '\n'});
  }
}
