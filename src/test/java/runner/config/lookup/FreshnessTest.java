package runner.config.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer is given without Java only while nothing it was taken from has changed. */
final class FreshnessTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));

  @TempDir Path root;
  private Desk desk;
  private LookupCache snapshot;

  @BeforeEach
  void take() throws Exception {
    desk = new Desk(root);
    desk.write("etc/runner.cfg", "[runner]\ninclude_dir = more\n[a]\nb = old\n");
    desk.write("etc/more/1.cfg", "[a]\nc = old\n").write("etc/more/2.cfg", "[a]\nd = old\n");
    snapshot = desk.taken();
    assertThat(desk.key("a.b") + desk.key("a.c")).isEqualTo("old\nold\n");
  }

  private void assertStale() throws Exception {
    assertThat(desk.key("a.b")).isEqualTo(Desk.JAVA);
    snapshot.refresh(Desk.later());
    assertThat(desk.key("a.b")).isNotEqualTo(Desk.JAVA);
  }

  /** Writes a file aside and puts it in another's place with a time of its own. */
  private void replace(String name, String text, FileTime time) throws IOException {
    desk.write("aside", text);
    Files.setLastModifiedTime(desk.path("aside"), time);
    Files.move(desk.path("aside"), desk.path(name), StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void a_file_that_is_written_again_makes_it_stale() throws Exception {
    desk.write("etc/runner.cfg", "[a]\nb = new\n");
    assertStale();
    assertThat(desk.key("a.b")).isEqualTo("new\n");
  }

  @Test
  void so_does_one_that_is_replaced_by_an_older_one() throws Exception {
    replace("etc/more/1.cfg", "[a]\nc = new\n", LONG_AGO);
    assertStale();
    assertThat(desk.key("a.c")).isEqualTo("new\n");
  }

  @Test
  void so_does_one_that_is_written_in_place_and_dated_back() throws Exception {
    desk.write("etc/runner.cfg", "[a]\nb = new\n");
    Files.setLastModifiedTime(desk.config(), LONG_AGO);
    assertStale();
    assertThat(desk.key("a.b")).isEqualTo("new\n");
  }

  @Test
  void so_does_one_that_is_replaced_by_one_of_the_same_time() throws Exception {
    replace("etc/more/1.cfg", "[a]\nc = new\n", Files.getLastModifiedTime(desk.config()));
    assertStale();
  }

  @Test
  void so_does_the_main_file_replaced_by_one_of_the_same_time() throws Exception {
    replace("etc/runner.cfg", "[a]\nb = new\n", Files.getLastModifiedTime(desk.config()));
    assertStale();
  }

  @Test
  void so_does_a_file_added_to_the_directory() throws Exception {
    desk.write("etc/more/3.cfg", "[a]\nb = new\n");
    Files.setLastModifiedTime(desk.path("etc/more/3.cfg"), LONG_AGO);
    assertStale();
  }

  @Test
  void so_does_a_file_removed_from_it() throws Exception {
    Files.delete(desk.path("etc/more/2.cfg"));
    assertStale();
    assertThat(desk.key("a.d")).isEqualTo("exit 1");
  }

  @Test
  void so_does_another_include_dir() throws Exception {
    desk.write("etc/other/1.cfg", "[a]\nc = other\n");
    desk.write("etc/runner.cfg", "[runner]\ninclude_dir = other\n[a]\nb = x\n");
    assertStale();
    assertThat(desk.key("a.c")).isEqualTo("other\n");
  }

  @Test
  void a_main_file_that_is_gone_is_left_to_java() throws Exception {
    Files.delete(desk.config());
    assertThat(desk.key("a.b")).isEqualTo(Desk.JAVA);
    snapshot.refresh(Desk.later());
    assertThat(desk.key("a.b")).isEqualTo(Desk.JAVA);
    assertThat(desk.answers()).doesNotExist();
  }

  @Test
  void so_is_one_that_has_become_wrong() throws Exception {
    desk.write("etc/runner.cfg", "no section\n");
    assertThat(desk.key("a.b")).isEqualTo(Desk.JAVA);
    snapshot.refresh(Desk.later());
    assertThat(desk.key("a.b")).isEqualTo(Desk.JAVA);
  }

  /** Within one task nobody could tell; the time no program can set tells when the next starts. */
  @Test
  void text_changed_in_place_with_its_time_put_back_is_seen_by_the_next_task() throws Exception {
    FileTime time = Files.getLastModifiedTime(desk.config());
    desk.write("etc/runner.cfg", "[a]\nb = new\n");
    Files.setLastModifiedTime(desk.config(), time);
    snapshot.refresh(Desk.later());
    assertThat(desk.key("a.b")).isEqualTo("new\n");
  }

  @Test
  void what_is_younger_than_the_clocks_of_file_systems_can_tell_is_left_to_java() throws Exception {
    desk.write("etc/more/1.cfg", "[a]\nc = new\n");
    snapshot.refresh(Instant.now());
    assertThat(desk.key("a.c")).isEqualTo(Desk.JAVA);
    Files.setLastModifiedTime(desk.path("etc/more/1.cfg"), LONG_AGO);
    snapshot.refresh(Instant.now());
    assertThat(desk.key("a.c")).isEqualTo(Desk.JAVA);
  }

  @Test
  void without_its_stamps_it_proves_nothing() throws Exception {
    try (var files = Files.list(desk.answers().getParent())) {
      for (Path file : files.filter(f -> !f.equals(desk.answers())).toList()) {
        Files.delete(file);
      }
    }
    assertThat(desk.key("a.b")).isEqualTo(Desk.JAVA);
  }

  @Test
  void a_link_that_leads_elsewhere_makes_it_stale() throws Exception {
    desk.write("v1/f.cfg", "[a]\nb = one\n").write("v2/f.cfg", "[a]\nb = two\n");
    Files.setLastModifiedTime(
        desk.path("v2/f.cfg"), Files.getLastModifiedTime(desk.path("v1/f.cfg")));
    link("current", "v1");
    Files.delete(desk.config());
    link("etc/runner.cfg", "../current/f.cfg");
    snapshot.refresh(Desk.later());
    assertThat(desk.key("a.b")).isEqualTo("one\n");

    Files.delete(desk.path("current"));
    link("current", "v2");
    Files.setLastModifiedTime(desk.path("v2"), Files.getLastModifiedTime(desk.path("v1")));
    assertStale();
    assertThat(desk.key("a.b")).isEqualTo("two\n");
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(desk.path(name), Path.of(target));
  }
}
