package runner.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.support.Program;

/** How the launcher finds its own directory and java, and which arguments it passes to java. */
class LauncherTest {
  @TempDir Path root;

  @Test
  void java_gets_the_flags_the_class_path_in_fixed_order_and_the_arguments() throws Exception {
    Site site = Site.checkout(root);
    Path target = site.home().resolve("target");

    LauncherResult result = site.start("--config", "a 'b'.cfg", "", "*", "x\ny");

    assertThat(result.code()).isZero();
    List<String> own =
        List.of(
            "-Drunner.launcher=" + site.launcher(),
            "-cp",
            target + "/runner.jar:" + target + "/lib/a.jar:" + target + "/lib/b.jar",
            "runner.cli.Main");
    List<String> given = List.of("--config", "a 'b'.cfg", "", "*", "x\ny");
    assertThat(result.arguments())
        .isEqualTo(Stream.of(Program.FLAGS, own, given).flatMap(List::stream).toList());
  }

  @Test
  void a_query_is_started_with_less_compilation() throws Exception {
    Site site = Site.checkout(root);
    String threshold = "-XX:CompileThresholdScaling=10";

    assertThat(site.start("-c", "a.cfg", "status", "--json").arguments()).contains(threshold);
    assertThat(site.start("-c", "a.cfg", "-g", "a.b").arguments()).contains(threshold);
    assertThat(site.start("-c", "a.cfg", "tasks.d").arguments()).doesNotContain(threshold);
  }

  @Test
  void runner_java_opts_is_split_into_words_and_not_expanded() throws Exception {
    Site site = Site.checkout(root).with("RUNNER_JAVA_OPTS", "-Xmx1g  -Dstar=* /*");

    assertThat(site.start().arguments()).containsSequence("-Xmx1g", "-Dstar=*", "/*");
  }

  @Test
  void absolute_and_relative_links_to_the_launcher_are_resolved() throws Exception {
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
  void a_relative_path_is_resolved_and_so_is_the_name_after_sh() throws Exception {
    Site site = Site.checkout(root);
    Path relative = root.relativize(site.launcher());

    assertThat(site.startAs(relative).arguments()).contains("-Drunner.launcher=" + site.launcher());
    site.through("/bin/sh", "-c", "cd \"${1%/*}\"; exec /bin/sh runner", "sh");
    assertThat(site.start().arguments()).contains("-Drunner.launcher=" + site.launcher());
  }

  @Test
  void an_installed_launcher_uses_the_installed_jars_and_starts_only_java() throws Exception {
    Site site = Site.installed(root).with("PATH", "/nowhere");
    Path lib = root.resolve("usr/share/runner/lib");

    LauncherResult result = site.start("plan");

    assertThat(result.err()).isEmpty();
    assertThat(result.classPath())
        .isEqualTo(lib + "/runner.jar:" + lib + "/a.jar:" + lib + "/b.jar");
    assertThat(result.programArguments()).containsExactly("plan");
  }

  @Test
  void an_installation_without_its_jar_is_70_and_names_the_jar() throws Exception {
    Site site = Site.installed(root);
    Files.delete(root.resolve("usr/share/runner/lib/runner.jar"));

    LauncherResult result = site.start();

    assertThat(result.code()).isEqualTo(70);
    assertThat(result.err())
        .isEqualTo(
            "runner: '%s/usr/share/runner/lib/runner.jar' is missing; install the package runner"
                    .formatted(root)
                + " again\n");
  }

  @Test
  void a_missing_java_is_69_and_names_the_package_to_install() throws Exception {
    LauncherResult result = Site.checkout(root).without("java").start();

    assertThat(result.code()).isEqualTo(69);
    assertThat(result.err())
        .isEqualTo(
            "runner: PATH: no program 'java'; install it:"
                + " apt-get install default-jdk-headless\n");
  }

  @Test
  void empty_and_relative_entries_of_path_are_not_searched_for_java() throws Exception {
    Site site = Site.checkout(root).with("PATH", ":bin:./bin");

    assertThat(site.start().code()).isEqualTo(69);
  }

  @Test
  void java_home_comes_before_path_and_is_named_if_it_has_no_java() throws Exception {
    Site site = Site.checkout(root).with("JAVA_HOME", "/nowhere");

    LauncherResult result = site.start();

    assertThat(result.code()).isEqualTo(69);
    assertThat(result.err()).contains("JAVA_HOME: no program '/nowhere/bin/java'");
  }

  @Test
  void a_java_that_cannot_be_executed_is_69() throws Exception {
    Site site = Site.installed(root);
    Files.writeString(root.resolve("bin/java"), "#!/nowhere/sh\n");

    assertThat(site.start().code()).isEqualTo(69);
  }

  @Test
  void a_colon_in_the_launchers_path_is_refused() throws Exception {
    Site site = Site.checkout(Files.createDirectory(root.resolve("a:b")));

    LauncherResult result = site.start();

    assertThat(result.code()).isEqualTo(70);
    assertThat(result.err()).contains("class path cannot contain a ':'");
  }

  @Test
  void the_working_directory_is_the_callers() throws Exception {
    assertThat(Site.checkout(root).start().environment()).containsEntry("PWD", root.toString());
  }

  @Test
  void in_a_removed_working_directory_java_starts_in_the_root_directory() throws Exception {
    Site site = Site.checkout(root);
    Path gone = Files.createDirectory(root.resolve("gone"));
    site.through("/bin/sh", "-c", "cd '%s' && /bin/rmdir ../gone && exec \"$@\"".formatted(gone));
    site.through("sh");

    assertThat(site.start().environment()).containsEntry("PWD", "/");
  }
}
