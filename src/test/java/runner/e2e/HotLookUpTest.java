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
 * Tasks of a whole chain, started by the launcher itself, look up without Java. A configuration
 * must have lain still for two seconds, so the first task waits for that.
 */
@ExtendWith(Cases.class)
final class HotLookUpTest {
  private static final String SETTLES = "sleep 2.5";

  /** Fails where the launcher has to look for a Java. */
  private static final String ASK = "JAVA_HOME=/nowhere $RUNNER_CONFIG_CMD -g ";

  @BeforeEach
  void needs_the_systems_own_directory() throws IOException {
    boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    assumeTrue(root && Files.isDirectory(Path.of("/run")), "needs root, whose answers lie in /run");
  }

  @Test
  void answers_come_without_java_and_see_what_earlier_tasks_wrote(Scenario test)
      throws IOException {
    install(test)
        .cfg("[a]\nb = old\n[runner]\ntask_hook = @DIR@/hook\n")
        .script("hook", ASK + "a.b >> hooked")
        .task("1-waits", SETTLES)
        .task("2-asks", ASK + "a.b >> \"$TRACE\"")
        .task(
            "3-edits", "echo '[a]\nb = new' > runner.cfg; $RUNNER_CONFIG_CMD -g a.b >> \"$TRACE\"")
        .task("4-waits", SETTLES)
        .task("5-asks", ASK + "a.b >> \"$TRACE\"");
    ProgramResult outcome = test.run();
    outcome.assertExit(0);
    assertThat(outcome.trace().stream().filter(line -> !line.startsWith("task")))
        .containsExactly("old", "new", "new");
    assertThat(Path.of("/run/runner/look" + test.dir())).doesNotExist();
  }

  @Test
  void an_empty_environment_another_directory_and_a_blank_in_the_path_change_nothing(Scenario test)
      throws IOException {
    install(test)
        .file("it's \"here\"/$x y/runner.cfg", "[a]\nb = v\n")
        .task("1-waits", SETTLES)
        .task("2-asks", "cd /; env -i JAVA_HOME=/nowhere $RUNNER_CONFIG_CMD -g a.b >> \"$TRACE\"")
        .task("3-halts", "exit 2")
        .haltTask(ASK + "a.b >> \"$TRACE\"")
        .args("-c", "@DIR@/it's \"here\"/$x y/runner.cfg", "@DIR@/tasks.d");
    assertThat(test.run().trace())
        .containsExactly("task 1-waits", "task 2-asks", "v", "task 3-halts", "halt", "v");
  }

  /** The launcher as installed, and one jar that names the classes under test. */
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
