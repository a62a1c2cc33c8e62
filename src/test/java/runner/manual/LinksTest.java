package runner.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links between the documents work. The README is short, and every page can be reached from it. */
final class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Path README = Path.of("README.md");

  private static List<Path> pages() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("docs"))) {
      return all.filter(LinksTest::isDocument).sorted().toList();
    }
  }

  static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>(pages());
    documents.addAll(List.of(README, Path.of("CONTRIBUTING.md"), Path.of("CHANGELOG.md")));
    return documents;
  }

  private static boolean isDocument(Path file) {
    return file.toString().endsWith(".md");
  }

  /** The text without code blocks, in which brackets and # have other meanings. */
  private static String prose(Path document) {
    try {
      return Files.readString(document).replaceAll("(?ms)^ *```.*?^ *```$", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The targets of the links to files and headings of the checkout. */
  private static List<String> links(Path document) {
    return LINK.matcher(prose(document).replaceAll("`[^`\n]*`", ""))
        .results()
        .map(link -> link.group(1))
        .filter(target -> !target.matches("[a-z]+:.*"))
        .toList();
  }

  private static Path file(Path document, String target) {
    String path = target.replaceAll("#.*", "");
    return path.isEmpty() ? document : document.resolveSibling(path).normalize();
  }

  /** The anchors that GitHub makes from the headings. */
  private static Set<String> anchors(Path document) {
    return HEADING
        .matcher(prose(document))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(text -> text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void each_link_has_an_existing_file_and_heading_as_target(Path document) {
    for (String target : links(document)) {
      Path file = file(document, target);
      assertThat(file).as("%s: %s", document, target).exists();
      if (target.contains("#")) {
        assertThat(anchors(file))
            .as("%s: %s", document, target)
            .contains(target.substring(target.indexOf('#') + 1));
      }
    }
  }

  @Test
  void the_readme_has_at_most_200_lines() throws IOException {
    assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(200);
  }

  @Test
  void each_page_can_be_reached_from_the_readme() throws IOException {
    Set<Path> reached = new TreeSet<>(Set.of(README));
    Deque<Path> next = new ArrayDeque<>(reached);
    while (!next.isEmpty()) {
      Path document = next.remove();
      links(document).stream()
          .map(target -> file(document, target))
          .filter(LinksTest::isDocument)
          .filter(reached::add)
          .forEach(next::add);
    }
    assertThat(reached).containsAll(pages());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void each_page_begins_with_what_it_answers(Path page) throws IOException {
    assertThat(Files.readAllLines(page).get(2)).startsWith("This page answers: ");
  }
}
