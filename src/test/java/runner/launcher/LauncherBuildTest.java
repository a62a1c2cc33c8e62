package runner.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the launcher builds, how, and what it does where it cannot. */
class LauncherBuildTest {
  @TempDir Path root;
  private Site site;

  @BeforeEach
  void checkOut() throws Exception {
    site = Site.checkout(root);
  }

  @Test
  void the_first_use_builds_with_mavens_words_on_stderr_and_its_hands_off_stdin() throws Exception {
    LauncherResult start = site.start();

    assertThat(site.read("builds").replace('\0', ' '))
        .isEqualTo("-B -ntp -q -Dstyle.color=never -Dquick -Dmaven.test.skip package ");
    assertThat(start.out()).isEqualTo("said by java\n");
    assertThat(start.err())
        .contains("said by maven\n")
        .doesNotContain("the caller's stdin")
        .doesNotContain("the lock is open");
  }

  @Test
  void the_second_use_does_not_build_and_is_silent() throws Exception {
    site.start();

    assertThat(site.start().err()).isEmpty();
    assertThat(site.builds()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pom.xml", ".mvn", "src/main/A.java", "src/main"})
  void a_source_that_was_touched_builds_once_and_not_for_ever(String source) throws Exception {
    site.start();
    site.age(20);
    touch(source, 10);

    site.start();
    site.start();

    assertThat(site.builds()).isEqualTo(2);
  }

  @Test
  void a_source_that_was_deleted_builds() throws Exception {
    site.start();
    site.age(20);
    Files.delete(site.home().resolve("src/main/B.java"));

    site.start();

    assertThat(site.builds()).isEqualTo(2);
  }

  @Test
  void tests_and_readme_are_no_sources() throws Exception {
    site.start();
    site.age(20);
    Files.createDirectories(site.home().resolve("src/test"));
    Files.createFile(site.home().resolve("README.md"));

    site.start();

    assertThat(site.builds()).isEqualTo(1);
  }

  @Test
  void an_edit_during_the_build_is_seen_by_the_next_start() throws Exception {
    site.maven(
        "touch -d '-9 seconds' target/.building src/main; touch -d -5seconds src/main/A.java");

    site.start();
    site.maven("").start();

    assertThat(site.builds()).isEqualTo(2);
  }

  @Test
  void a_jar_that_was_removed_is_built_again() throws Exception {
    site.start();
    Files.delete(site.home().resolve("target/runner.jar"));

    assertThat(site.start().code()).isZero();
    assertThat(site.builds()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 127})
  void a_build_that_fails_is_70_runs_nothing_and_is_tried_again(int code) throws Exception {
    site.maven("exit " + code);

    LauncherResult start = site.start();

    assertThat(start.code()).isEqualTo(70);
    assertThat(start.err()).contains("the build failed; Maven's messages are above\n");
    assertThat(start.arguments()).isEmpty();
    assertThat(site.maven("").start().code()).isZero();
    assertThat(site.builds()).isEqualTo(2);
  }

  @Test
  void a_build_that_a_signal_ended_ends_the_launcher_as_that_signal_would() throws Exception {
    assertThat(site.maven("exit 130").start().code()).isEqualTo(130);
  }

  @Test
  void no_maven_is_69_only_where_something_is_to_be_built() throws Exception {
    site.start();
    site.without("mvn");
    assertThat(site.start().code()).isZero();

    site.age(20);
    touch("pom.xml", 10);
    LauncherResult start = site.start();

    assertThat(start.code()).isEqualTo(69);
    assertThat(start.err())
        .isEqualTo(
            "runner: PATH: no program 'mvn', and the sources are newer than the build;"
                + " install it: apt-get install maven\n");
  }

  @Test
  @Timeout(60)
  void first_uses_at_once_build_once() throws Exception {
    Path gate = root.resolve("record/gate");
    assertThat(new ProcessBuilder("/usr/bin/mkfifo", gate.toString()).start().waitFor()).isZero();
    // A second Maven would wait at the gate for ever.
    site.maven("read line <\"$record/gate\"");
    Process first = site.begin(site.launcher());
    Process second = site.begin(site.launcher());

    Files.writeString(gate, "go\n");

    assertThat(first.waitFor() + second.waitFor()).isZero();
    assertThat(site.builds()).isEqualTo(1);
  }

  @Test
  void a_runner_that_has_the_jar_open_keeps_the_one_it_started_from() throws Exception {
    site.start();
    Path jar = site.home().resolve("target/runner.jar");
    Path held = Files.createLink(root.resolve("held"), jar);
    site.age(20);
    touch("src/main/A.java", 10);

    site.maven("echo new >target/runner.jar").start();

    assertThat(jar).hasContent("new");
    assertThat(held).isEmptyFile();
  }

  @Test
  void a_library_that_the_pom_no_longer_names_leaves_the_class_path() throws Exception {
    site.start();
    Files.createFile(site.home().resolve("target/lib/old.jar"));
    site.age(20);
    touch("pom.xml", 10);

    assertThat(site.start().classPath()).doesNotContain("old.jar");
  }

  @Test
  void a_user_who_may_not_write_runs_the_old_build_with_a_warning() throws Exception {
    site.start();
    site.age(20);
    touch("pom.xml", 10);

    LauncherResult start = asAUserWhoMayNotWrite().start();

    assertThat(start.code()).isZero();
    assertThat(start.err()).startsWith("runner: warning: ").contains("running the old one");
    assertThat(site.builds()).isEqualTo(1);
  }

  @Test
  void a_user_who_may_not_write_and_has_no_build_is_told_who_must_start_it() throws Exception {
    LauncherResult start = asAUserWhoMayNotWrite().start();

    assertThat(start.code()).isEqualTo(70);
    assertThat(start.err())
        .contains("not built yet")
        .contains("start '%s' once as the owner".formatted(site.launcher()));
  }

  private Site asAUserWhoMayNotWrite() throws IOException {
    Path target = site.home().resolve("target");
    for (Path path : new Path[] {site.home(), target, target.resolve("lib")}) {
      if (Files.exists(path)) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r-xr-xr-x"));
      }
    }
    // Modes do not hold root back, another user id does.
    boolean root = Files.isWritable(site.home());
    return root
        ? site.through("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
        : site;
  }

  private void touch(String source, long secondsAgo) throws IOException {
    Files.setLastModifiedTime(
        site.home().resolve(source), FileTime.from(Instant.now().minusSeconds(secondsAgo)));
  }
}
