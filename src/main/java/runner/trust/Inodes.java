package runner.trust;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where inodes are looked up; a link is never followed. */
interface Inodes {
  /** What lies at a path; empty where nothing does or nothing can be seen. */
  Optional<Inode> at(Path path);

  /** Where a link points to, as it is written in it. */
  Path target(Path link) throws IOException;
}
