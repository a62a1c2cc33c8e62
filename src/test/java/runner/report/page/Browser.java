package runner.report.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real browser without a screen: Chromium of the system. */
final class Browser {
  private final Path scratch;

  /** Its profile and what it says go there. */
  Browser(Path scratch) {
    this.scratch = scratch;
  }

  /** The document as it stands after all of it was laid out and its scripts have run. */
  String dumped(Path page, boolean dark) throws IOException, InterruptedException {
    return said(page, dark, "--window-size=1600,1200", "--dump-dom");
  }

  /** What a person would see. */
  void screenshot(Path page, boolean dark, int width, int height, Path png)
      throws IOException, InterruptedException {
    said(
        page,
        dark,
        "--window-size=" + width + "," + height,
        "--hide-scrollbars",
        "--screenshot=" + png);
    if (!Files.exists(png)) {
      throw new AssertionError("no screenshot of " + page);
    }
  }

  private String said(Path page, boolean dark, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("chromium", "--headless=new", "--no-sandbox"));
    command.addAll(List.of("--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"));
    command.add("--user-data-dir=" + Files.createTempDirectory(scratch, "profile"));
    command.add("--blink-settings=preferredColorScheme=" + (dark ? 0 : 1));
    command.addAll(List.of(more));
    command.add(page.toUri().toString());
    Path out = Files.createTempFile(scratch, "out", "");
    Path err = Files.createTempFile(scratch, "err", "");
    Process chromium =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!chromium.waitFor(120, TimeUnit.SECONDS)) {
      chromium.descendants().forEach(ProcessHandle::destroyForcibly);
      chromium.destroyForcibly();
      throw new AssertionError("chromium does not end: " + Files.readString(err));
    }
    return new String(Files.readAllBytes(out), UTF_8);
  }
}
