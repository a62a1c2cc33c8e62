package runner.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The recorded situations, through the whole program. One of every second kind by default; all of
 * them with {@code -Drunner.pool.cases=all}.
 */
final class PoolConformanceTest {
  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicTest> pools_are_cleaned_as_the_table_says() throws IOException {
    boolean all = "all".equals(System.getProperty("runner.pool.cases"));
    Set<String> tags = new HashSet<>();
    List<PoolCase> cases = new ArrayList<>();
    try (InputStream in = getClass().getResourceAsStream("/pool/cases.jsonl")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(PoolCase::parse)
          .filter(one -> (tags.add(one.tag()) && tags.size() % 2 == 0) || all)
          .forEach(cases::add);
    }
    assertThat(tags).hasSize(70);
    return cases.stream().map(one -> DynamicTest.dynamicTest(one.title(), one::check));
  }
}
