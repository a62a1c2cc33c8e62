package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;

/**
 * Tasks of a chain that the real launcher started look up keys without Java. This needs a
 * configuration that has not changed for two seconds, so the first task waits that long.
 */
@ExtendWith(Cases.class)
final class HotLookUpTest {
  private static final String WAIT = "sleep 2.5";

  /** Fails if the launcher needs Java. */
  private static final String LOOK_UP = "JAVA_HOME=/nowhere $RUNNER_CONFIG_CMD -g ";

  @BeforeEach
  void need_root() throws IOException {
    boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    assumeTrue(root && Files.isDirectory(Path.of("/run")), "needs root, whose answers are in /run");
  }

  @Test
  void look_ups_need_no_java_and_see_edits_of_earlier_tasks(Scenario test) throws IOException {
    install(test)
        .cfg("[a]\nb = old\n[runner]\ntask_hook = @DIR@/hook\n")
        .script("hook", LOOK_UP + "a.b >> hooked")
        .task("1-waits", WAIT)
        .task("2-asks", LOOK_UP + "a.b >> \"$TRACE\"")
        .task(
            "3-edits", "echo '[a]\nb = new' > runner.cfg; $RUNNER_CONFIG_CMD -g a.b >> \"$TRACE\"")
        .task("4-waits", WAIT)
        .task("5-asks", LOOK_UP + "a.b >> \"$TRACE\"");
    ProgramResult result = test.run();
    result.assertExit(0);
    assertThat(result.trace().stream().filter(line -> !line.startsWith("task")))
        .containsExactly("old", "new", "new");
    assertThat(Path.of("/run/runner/look" + test.dir())).doesNotExist();
  }

  @Test
  void look_ups_work_with_an_empty_environment_another_directory_and_blanks_in_the_path(
      Scenario test) throws IOException {
    install(test)
        .file("it's \"here\"/$x y/runner.cfg", "[a]\nb = v\n")
        .task("1-waits", WAIT)
        .task("2-asks", "cd /; env -i JAVA_HOME=/nowhere $RUNNER_CONFIG_CMD -g a.b >> \"$TRACE\"")
        .task("3-halts", "exit 2")
        .haltTask(LOOK_UP + "a.b >> \"$TRACE\"")
        .args("-c", "@DIR@/it's \"here\"/$x y/runner.cfg", "@DIR@/tasks.d");
    assertThat(test.run().trace())
        .containsExactly("task 1-waits", "task 2-asks", "v", "task 3-halts", "halt", "v");
  }

  /** Installs the launcher and one jar whose class path is that of the classes under test. */
  private static Scenario install(Scenario test) throws IOException {
    Path lib = Files.createDirectories(test.dir().resolve("usr/share/runner/lib"));
    Path bin = Files.createDirectories(test.dir().resolve("usr/bin"));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    String path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !Path.of(entry).endsWith("test-classes"))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" "));
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, path);
    try (OutputStream file = Files.newOutputStream(lib.resolve("runner.jar"))) {
      new JarOutputStream(file, manifest).close();
    }
    return test.program(Files.copy(Path.of("runner"), bin.resolve("runner")));
  }
}
