package runner.cli.command;

import java.io.IOException;
import java.nio.file.Path;

/** The name by which a configuration is known to others: to its tasks, and to those who ask. */
final class ConfigName {
  private ConfigName() {}

  /**
   * The path tasks know a configuration by, wherever they are. It has no {@code ..}, which behind a
   * link would lead elsewhere in the text than on the disk.
   */
  static Path of(Path config) {
    Path absolute = config.toAbsolutePath();
    Path plain = absolute.normalize();
    boolean same = plain.getNameCount() == withoutDots(absolute);
    try {
      return same ? plain : absolute.getParent().toRealPath().resolve(absolute.getFileName());
    } catch (IOException e) {
      return absolute;
    }
  }

  private static int withoutDots(Path path) {
    int count = 0;
    for (Path name : path) {
      count += name.toString().equals(".") ? 0 : 1;
    }
    return count;
  }
}
