package runner.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Predicate;
import runner.files.AtomicFile;

/** A small script in a directory that nobody else can write. */
final class PrivateScript {
  private PrivateScript() {}

  static Path write(String text, Path directory, Predicate<Path> fits) throws IOException {
    Path preferred = directory.resolve("config");
    Path script = fits.test(preferred) ? preferred : StateDirectory.temporary().resolve("config");
    AtomicFile.of(script, "rwx------").write(text.getBytes(StandardCharsets.UTF_8));
    return script;
  }
}
