package runner;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static runner.ArchitectureTest.PROGRAM;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code docs/architecture.md} shows the packages and their imports as the code has them. */
final class PackageGraphTest {
  private static final Path PAGE = Path.of("docs", "architecture.md");
  private static final Pattern ROW = Pattern.compile("\\| `([a-z.]+)` \\| [^|]+ \\|([^|]*)\\|");
  private static final Pattern ARROW =
      Pattern.compile("<title>([a-z.]+)&#45;&gt;([a-z.]+)</title>");
  private static final int MOST_FILES = 25;

  @Test
  void the_table_lists_each_package_with_its_imports() throws IOException {
    Map<String, Set<String>> listed = new TreeMap<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        listed.put(row.group(1), words(row.group(2)));
      }
    }
    assertThat(listed).isEqualTo(PackageGraph.of(PROGRAM).imports());
  }

  @ParameterizedTest
  @CsvSource({"packages, ''", "packages-cli, cli", "packages-pool, pool"})
  void a_drawing_shows_the_imports(String name, String parent) throws IOException {
    PackageGraph graph =
        parent.isEmpty() ? PackageGraph.topLevel(PROGRAM) : PackageGraph.of(PROGRAM).inside(parent);
    Path dot = Path.of("target", name + ".dot");
    Files.writeString(dot, graph.dot());
    Path svg = Path.of("docs", "images", name + ".svg");
    Set<String> drawn = new TreeSet<>();
    Matcher arrow = ARROW.matcher(Files.readString(svg));
    while (arrow.find()) {
      drawn.add(arrow.group(1) + "->" + arrow.group(2));
    }
    assertThat(drawn).as("draw it again: dot -Tsvg %s -o %s", dot, svg).isEqualTo(graph.arrows());
  }

  @Test
  void packages_have_no_import_cycle_at_any_depth() {
    slices().matching("runner.(**)").should().beFreeOfCycles().check(PROGRAM);
  }

  @Test
  void top_level_packages_have_no_import_cycle() {
    slices().matching("runner.(*)..").should().beFreeOfCycles().check(PROGRAM);
  }

  @Test
  void no_package_has_over_25_files() {
    Map<String, Long> files =
        PROGRAM.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(type -> type.getPackageName(), Collectors.counting()));
    assertThat(files)
        .allSatisfy((name, count) -> assertThat(count).isLessThanOrEqualTo(MOST_FILES));
  }

  private static Set<String> words(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
