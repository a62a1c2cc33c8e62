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

/** When the launcher builds, how it builds, and what it does when it cannot. */
class LauncherBuildTest {
  @TempDir Path root;
  private Site site;

  @BeforeEach
  void checkOut() throws Exception {
    site = Site.checkout(root);
  }

  @Test
  void the_first_use_builds_with_mavens_output_on_stderr_and_the_callers_stdin_unread()
      throws Exception {
    LauncherResult result = site.start();

    assertThat(site.read("builds").replace('\0', ' '))
        .isEqualTo("-B -ntp -q -Dstyle.color=never -Dquick -Dmaven.test.skip package ");
    assertThat(result.out()).isEqualTo("printed by java\n");
    assertThat(result.err())
        .contains("printed by maven\n")
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
  void after_a_source_was_touched_one_start_builds_and_the_next_does_not(String source)
      throws Exception {
    site.start();
    site.age(20);
    touch(source, 10);

    site.start();
    site.start();

    assertThat(site.builds()).isEqualTo(2);
  }

  @Test
  void after_a_source_was_deleted_a_start_builds() throws Exception {
    site.start();
    site.age(20);
    Files.delete(site.home().resolve("src/main/B.java"));

    site.start();

    assertThat(site.builds()).isEqualTo(2);
  }

  @Test
  void changes_to_tests_and_readme_cause_no_build() throws Exception {
    site.start();
    site.age(20);
    Files.createDirectories(site.home().resolve("src/test"));
    Files.createFile(site.home().resolve("README.md"));

    site.start();

    assertThat(site.builds()).isEqualTo(1);
  }

  @Test
  void after_an_edit_during_the_build_the_next_start_builds_again() throws Exception {
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
  void a_failed_build_exits_70_without_java_and_is_tried_again(int code) throws Exception {
    site.maven("exit " + code);

    LauncherResult result = site.start();

    assertThat(result.code()).isEqualTo(70);
    assertThat(result.err()).contains("the build failed; Maven's messages are above\n");
    assertThat(result.arguments()).isEmpty();
    assertThat(site.maven("").start().code()).isZero();
    assertThat(site.builds()).isEqualTo(2);
  }

  @Test
  void if_a_signal_ended_the_build_the_launcher_exits_as_that_signal_would() throws Exception {
    assertThat(site.maven("exit 130").start().code()).isEqualTo(130);
  }

  @Test
  void a_missing_maven_is_69_only_if_there_is_something_to_build() throws Exception {
    site.start();
    site.without("mvn");
    assertThat(site.start().code()).isZero();

    site.age(20);
    touch("pom.xml", 10);
    LauncherResult result = site.start();

    assertThat(result.code()).isEqualTo(69);
    assertThat(result.err())
        .isEqualTo(
            "runner: PATH: no program 'mvn', and the sources are newer than the build;"
                + " install it: apt-get install maven\n");
  }

  @Test
  @Timeout(60)
  void two_first_uses_at_once_build_once() throws Exception {
    Path gate = root.resolve("record/gate");
    assertThat(new ProcessBuilder("/usr/bin/mkfifo", gate.toString()).start().waitFor()).isZero();
    // A second Maven would block on the pipe without end.
    site.maven("read line <\"$record/gate\"");
    Process first = site.begin(site.launcher());
    Process second = site.begin(site.launcher());

    Files.writeString(gate, "go\n");

    assertThat(first.waitFor() + second.waitFor()).isZero();
    assertThat(site.builds()).isEqualTo(1);
  }

  @Test
  void a_running_program_keeps_the_jar_it_started_from() throws Exception {
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
  void a_library_that_the_pom_no_longer_names_is_not_on_the_class_path() throws Exception {
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

    LauncherResult result = asAUserWhoMayNotWrite().start();

    assertThat(result.code()).isZero();
    assertThat(result.err()).startsWith("runner: warning: ").contains("running the old build");
    assertThat(site.builds()).isEqualTo(1);
  }

  @Test
  void without_a_build_a_user_who_may_not_write_learns_who_must_start_it() throws Exception {
    LauncherResult result = asAUserWhoMayNotWrite().start();

    assertThat(result.code()).isEqualTo(70);
    assertThat(result.err())
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
    // Root may write in spite of modes, so the test changes to another user.
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
