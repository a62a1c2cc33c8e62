package runner.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Predicate;

/** A small script in a directory that nobody else can write. */
final class PrivateScript {
  private PrivateScript() {}

  static Path write(String text, Path directory, Predicate<Path> fits) throws IOException {
    Path preferred = directory.resolve("config");
    Path script = fits.test(preferred) ? preferred : StateDirectory.temporary().resolve("config");
    Files.createFile(
        script, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return Files.writeString(script, text);
  }
}
