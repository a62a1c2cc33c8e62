package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import runner.support.RunnerCases;

final class RunnerConformanceTest {
  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicTest> chains_behave_as_the_table_says() {
    assertThat(Path.of("/etc/runner/runner.cfg"))
        .as("cases without -c would read it: move it away")
        .doesNotExist();
    return RunnerCases.all();
  }
}
