package runner.config;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import runner.support.IniCases;
import runner.task.RunnerException;

/** The whole table of files whose meaning is known, read in this process. */
final class IniTableTest {
  @TestFactory
  Stream<DynamicTest> files_mean_what_the_table_says() {
    return IniCases.all(IniTableTest::read);
  }

  private static IniCases.Answer read(Path file) {
    try {
      return new IniCases.Sections(ConfigFiles.read(file).text());
    } catch (RunnerException e) {
      String place = e.problems().get(0).place();
      if (!place.startsWith(file + ":") || e.code().number() != 78) {
        return new IniCases.Broken(e.code() + " " + e.getMessage());
      }
      return new IniCases.ErrorAt(Integer.parseInt(place.substring(place.lastIndexOf(':') + 1)));
    }
  }
}
