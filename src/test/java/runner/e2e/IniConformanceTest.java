package runner.e2e;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import runner.support.IniCases;
import runner.support.Scenario;

/**
 * Tests a sample of the table with the command; another test reads the whole table in one process.
 */
final class IniConformanceTest {
  private static final int SAMPLE = 40;

  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicTest> config_show_reads_files_as_the_table_says() {
    return IniCases.sample(SAMPLE, IniConformanceTest::shown);
  }

  private static IniCases.Answer shown(Path file) {
    try (Scenario test = new Scenario()) {
      test.args("config", "show", "--json", "-c", file.toString());
      return IniCases.of(test.run(), file);
    }
  }
}
