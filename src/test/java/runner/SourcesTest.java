package runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The size of source files and methods, measured with the compiler's own parser. */
final class SourcesTest {
  private static final Path MAIN = Path.of("src", "main", "java");
  private static final Path TEST = Path.of("src", "test", "java");
  private static final int LONGEST_FILE = 250;
  private static final int LONGEST_METHOD = 30;

  @Test
  void no_file_has_over_250_lines() {
    List<String> longer =
        Stream.concat(files(MAIN), files(TEST))
            .filter(file -> lines(file).size() > LONGEST_FILE)
            .map(file -> file + ": " + lines(file).size())
            .toList();
    assertThat(longer).isEmpty();
  }

  @Test
  void no_method_has_over_30_lines() {
    List<String> longer = new ArrayList<>();
    measure(Stream.concat(files(MAIN), files(TEST)).toList(), longer);
    assertThat(longer).isEmpty();
  }

  @Test
  void the_median_file_of_the_program_has_at_most_80_lines() {
    List<Integer> sizes = files(MAIN).map(file -> lines(file).size()).sorted().toList();
    assertThat(sizes).hasSizeGreaterThan(50);
    assertThat(sizes.get(sizes.size() / 2)).isLessThanOrEqualTo(80);
  }

  @Test
  void every_package_has_a_description() {
    List<Path> undescribed =
        Stream.concat(files(MAIN), files(TEST))
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !folder.equals(TEST.resolve("runner")))
            .filter(folder -> !hasDescription(folder.resolve("package-info.java")))
            .toList();
    assertThat(undescribed).isEmpty();
  }

  private static boolean hasDescription(Path info) {
    return Files.exists(info) && lines(info).get(0).startsWith("/**");
  }

  /**
   * Counts from the return type to the closing brace, so that tables in annotations do not count.
   */
  private static void measure(List<Path> files, List<String> longer) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, List.of(), null, manager.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      int methods = 0;
      for (CompilationUnitTree unit : task.parse()) {
        MethodLengths lengths = new MethodLengths(unit, positions, longer);
        lengths.scan(unit, null);
        methods += lengths.seen;
      }
      assertThat(methods).as("number of measured methods").isGreaterThan(500);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class MethodLengths extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> longer;
    private int seen;

    MethodLengths(CompilationUnitTree unit, SourcePositions positions, List<String> longer) {
      this.unit = unit;
      this.positions = positions;
      this.longer = longer;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      Tree begin = method.getReturnType() == null ? method : method.getReturnType();
      long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, begin));
      long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method));
      seen++;
      if (last - first + 1 > LONGEST_METHOD) {
        longer.add(unit.getSourceFile().getName() + ":" + first + ": " + (last - first + 1));
      }
      return super.visitMethod(method, null);
    }
  }

  private static Stream<Path> files(Path root) {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
