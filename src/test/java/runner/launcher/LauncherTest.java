package runner.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.support.Program;

/** What the launcher makes of its own path, and what it gives to java. */
class LauncherTest {
  @TempDir Path root;

  @Test
  void java_gets_the_flags_the_class_path_in_fixed_order_and_the_arguments() throws Exception {
    Site site = Site.checkout(root);
    Path target = site.home().resolve("target");

    LauncherResult start = site.start("--config", "a 'b'.cfg", "", "*", "x\ny");

    assertThat(start.code()).isZero();
    List<String> own =
        List.of(
            "-Drunner.launcher=" + site.launcher(),
            "-cp",
            target + "/runner.jar:" + target + "/lib/a.jar:" + target + "/lib/b.jar",
            "runner.cli.Main");
    List<String> given = List.of("--config", "a 'b'.cfg", "", "*", "x\ny");
    assertThat(start.arguments())
        .isEqualTo(Stream.of(Program.FLAGS, own, given).flatMap(List::stream).toList());
  }

  @Test
  void what_only_answers_is_not_made_to_wait_for_the_compiler() throws Exception {
    Site site = Site.checkout(root);
    String patience = "-XX:CompileThresholdScaling=10";

    assertThat(site.start("-c", "a.cfg", "status", "--json").arguments()).contains(patience);
    assertThat(site.start("-c", "a.cfg", "-g", "a.b").arguments()).contains(patience);
    assertThat(site.start("-c", "a.cfg", "tasks.d").arguments()).doesNotContain(patience);
  }

  @Test
  void runner_java_opts_are_words_and_never_patterns() throws Exception {
    Site site = Site.checkout(root).with("RUNNER_JAVA_OPTS", "-Xmx1g  -Dstar=* /*");

    assertThat(site.start().arguments()).containsSequence("-Xmx1g", "-Dstar=*", "/*");
  }

  @Test
  void links_to_the_launcher_lead_home_whether_absolute_or_relative() throws Exception {
    Site site = Site.checkout(root);
    Path far = Files.createDirectories(root.resolve("far/away"));
    Path absolute = Files.createSymbolicLink(far.resolve("one"), site.launcher());
    Path relative = Files.createSymbolicLink(far.resolve("two"), Path.of("one"));
    Path directory = Files.createSymbolicLink(root.resolve("dir"), site.home());

    for (Path path : List.of(absolute, relative, directory.resolve("runner"))) {
      assertThat(site.startAs(path).arguments()).contains("-Drunner.launcher=" + site.launcher());
    }
    assertThat(site.builds()).isEqualTo(1);
  }

  @Test
  void a_relative_path_and_a_shell_before_it_lead_home_too() throws Exception {
    Site site = Site.checkout(root);
    Path relative = root.relativize(site.launcher());

    assertThat(site.startAs(relative).arguments()).contains("-Drunner.launcher=" + site.launcher());
    site.through("/bin/sh", "-c", "cd \"${1%/*}\"; exec /bin/sh runner", "sh");
    assertThat(site.start().arguments()).contains("-Drunner.launcher=" + site.launcher());
  }

  @Test
  void an_installed_launcher_takes_the_jars_beside_it_and_starts_nothing_but_java()
      throws Exception {
    Site site = Site.installed(root).with("PATH", "/nowhere");
    Path lib = root.resolve("usr/share/runner/lib");

    LauncherResult start = site.start("plan");

    assertThat(start.err()).isEmpty();
    assertThat(start.classPath())
        .isEqualTo(lib + "/runner.jar:" + lib + "/a.jar:" + lib + "/b.jar");
    assertThat(start.programArguments()).containsExactly("plan");
  }

  @Test
  void an_installation_without_its_jars_says_so() throws Exception {
    Site site = Site.installed(root);
    Files.delete(root.resolve("usr/share/runner/lib/runner.jar"));

    LauncherResult start = site.start();

    assertThat(start.code()).isEqualTo(70);
    assertThat(start.err())
        .isEqualTo(
            "runner: '%s/usr/share/runner/lib/runner.jar' is missing; install the package runner"
                    .formatted(root)
                + " again\n");
  }

  @Test
  void no_java_is_69_with_the_package_to_install() throws Exception {
    LauncherResult start = Site.checkout(root).without("java").start();

    assertThat(start.code()).isEqualTo(69);
    assertThat(start.err())
        .isEqualTo(
            "runner: PATH: no program 'java'; install it:"
                + " apt-get install default-jdk-headless\n");
  }

  @Test
  void java_in_the_current_directory_is_not_found_by_an_empty_or_relative_path() throws Exception {
    Site site = Site.checkout(root).with("PATH", ":bin:./bin");

    assertThat(site.start().code()).isEqualTo(69);
  }

  @Test
  void java_home_wins_over_path_and_is_named_when_it_holds_no_java() throws Exception {
    Site site = Site.checkout(root).with("JAVA_HOME", "/nowhere");

    LauncherResult start = site.start();

    assertThat(start.code()).isEqualTo(69);
    assertThat(start.err()).contains("JAVA_HOME: no program '/nowhere/bin/java'");
  }

  @Test
  void a_java_that_cannot_be_executed_is_69() throws Exception {
    Site site = Site.installed(root);
    Files.writeString(root.resolve("bin/java"), "#!/nowhere/sh\n");

    assertThat(site.start().code()).isEqualTo(69);
  }

  @Test
  void a_colon_in_the_path_is_refused_since_it_would_split_the_class_path() throws Exception {
    Site site = Site.checkout(Files.createDirectory(root.resolve("a:b")));

    LauncherResult start = site.start();

    assertThat(start.code()).isEqualTo(70);
    assertThat(start.err()).contains("cannot have a ':'");
  }

  @Test
  void the_working_directory_is_the_callers() throws Exception {
    assertThat(Site.checkout(root).start().environment()).containsEntry("PWD", root.toString());
  }

  @Test
  void a_working_directory_that_was_removed_is_left_since_the_jvm_cannot_start_in_it()
      throws Exception {
    Site site = Site.checkout(root);
    Path gone = Files.createDirectory(root.resolve("gone"));
    site.through("/bin/sh", "-c", "cd '%s' && /bin/rmdir ../gone && exec \"$@\"".formatted(gone));
    site.through("sh");

    assertThat(site.start().environment()).containsEntry("PWD", "/");
  }
}
