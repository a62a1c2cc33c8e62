package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runner.support.Cases;
import runner.support.Program;
import runner.support.Scenario;

/** A task may upgrade the JDK of its own runner. */
@ExtendWith(Cases.class)
final class JdkSwapTest {

  /** The JDK of the tests and every other one in its parent directory. */
  static Stream<Path> jdks() throws Exception {
    Path own = Path.of(System.getProperty("java.home")).toRealPath();
    try (Stream<Path> beside = Files.list(own.getParent())) {
      return beside
          .filter(jdk -> Files.isExecutable(jdk.resolve("lib/jspawnhelper")))
          .map(JdkSwapTest::real)
          .distinct()
          .sorted()
          .toList()
          .stream();
    }
  }

  @DisplayName(
      "the next task starts after the spawn helper of the JDK was replaced during the chain")
  @ParameterizedTest
  @MethodSource("jdks")
  void after_an_upgrade_of_the_jdk_the_next_task_starts(Path jdk, Scenario test) throws Exception {
    Path copy = test.dir().resolve("jdk");
    int copied = new ProcessBuilder("cp", "-aL", jdk.toString(), copy.toString()).start().waitFor();
    assertThat(copy.resolve("lib/jspawnhelper")).as("cp gave " + copied).isExecutable();

    test.cfg("")
        .task(
            "1-upgrade",
            "printf '#!/bin/sh\\nexit 1\\n' > helper; chmod 755 helper\n"
                + "mv helper jdk/lib/jspawnhelper")
        .task("2-b", "")
        .task("3-c", "readlink /proc/$PROGRAM_PID/exe >> \"$TRACE\"");

    Scenario started =
        test.program(Program.onJava(test.dir(), copy.resolve("bin/java").toString()));
    started
        .run()
        .assertExit(0)
        .assertTrace("task 1-upgrade", "task 2-b", "task 3-c", "@DIR@/jdk/bin/java");
  }

  private static Path real(Path jdk) {
    try {
      return jdk.toRealPath();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
