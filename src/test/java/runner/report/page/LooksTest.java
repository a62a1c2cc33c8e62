package runner.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.journal.RunRecord;
import runner.support.SomeBoots;

/**
 * How page and picture look in a real browser, wide and on a phone, light and dark. A frame around
 * them, which is no part of what is shipped, measures every piece of text.
 */
final class LooksTest {
  private static final Pattern FOUND = Pattern.compile("(?s)<pre id=\"found\">(.*?)</pre>");

  @TempDir Path directory;

  /**
   * Measures two pages of different width and the picture; says what is wrong and how much it saw.
   */
  private String measured(boolean dark, String style) throws Exception {
    List<RunRecord> runs = SomeBoots.runs(directory.resolve("state-" + dark + style.length()));
    String page = ReportPageTest.page(runs).replace("</style>", style + "</style>");
    String frame =
        Files.readString(Path.of("src/test/resources/looks.html"))
            .replace("@PAGE@", Template.escaped(page))
            .replace("@SVG@", TimelinePlot.svg(runs.get(3), SomeBoots.NOW));
    Path file = Files.writeString(directory.resolve("frame.html"), frame);
    String dom = new Browser(directory).dumped(file, dark);
    Matcher found = FOUND.matcher(dom);
    assertThat(found.find()).as(dom).isTrue();
    return found.group(1).strip();
  }

  @Test
  void no_text_overlaps_another_and_all_is_readable_in_light_and_dark() throws Exception {
    for (boolean dark : new boolean[] {false, true}) {
      String found = measured(dark, "");
      assertThat(found)
          .as("dark: %s", dark)
          .matches("(?s)scheme " + (dark ? "dark" : "light") + "\n.*");
      assertThat(found.lines().skip(1).filter(line -> !line.startsWith("looked at")))
          .as("dark: %s", dark)
          .isEmpty();
      assertThat(found).containsPattern("looked at phone [0-9]{2,} texts");
      assertThat(found).containsPattern("looked at desk [0-9]{2,} texts");
      assertThat(found).containsPattern("looked at picture [0-9]{2,} texts");
    }
  }

  @Test
  void the_measure_finds_what_is_wrong() throws Exception {
    String found =
        measured(
            false,
            ".row .words { margin-top: -2.4rem } .note { color: #ddd } pre { width: 500px }");
    assertThat(found).contains("overlap on phone", "faint on desk", "too wide on phone");
  }

  /** To be looked at: {@code target/looks}. */
  @Test
  void screenshots_are_left_to_be_looked_at() throws Exception {
    Path looks = Files.createDirectories(Path.of("target", "looks"));
    List<RunRecord> runs = SomeBoots.runs(directory.resolve("state"));
    Path page = Files.writeString(directory.resolve("page.html"), ReportPageTest.page(runs));
    Path svg = Files.writeString(directory.resolve("plot.svg"), svg(runs));
    Browser browser = new Browser(directory);
    browser.screenshot(page, false, 1280, 1700, looks.resolve("page-light.png").toAbsolutePath());
    browser.screenshot(page, true, 390, 2600, looks.resolve("phone-dark.png").toAbsolutePath());
    browser.screenshot(svg, true, 1300, 320, looks.resolve("plot-dark.png").toAbsolutePath());
  }

  private static String svg(List<RunRecord> runs) throws IOException {
    return TimelinePlot.svg(runs.get(3), SomeBoots.NOW);
  }
}
