package runner.config;

import java.nio.file.Path;

/**
 * Where a value was written.
 *
 * @param file the file as it was named, so that messages repeat what the user typed
 * @param line from 1
 */
public record Location(Path file, int line) {

  /** The file a relative path of this place starts from. */
  Path resolve(String path) {
    return file.toAbsolutePath().resolveSibling(path);
  }

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
