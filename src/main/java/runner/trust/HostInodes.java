package runner.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The inodes of this machine. */
final class HostInodes implements Inodes {
  private static final int TYPE = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int FILE = 0100000;
  private static final int LINK = 0120000;
  private static final int PERMISSIONS = 07777;

  @Override
  public Optional<Inode> at(Path path) {
    try {
      Map<String, Object> stat =
          Files.readAttributes(path, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
      int mode = (Integer) stat.get("mode");
      return Optional.of(
          new Inode(
              kind(mode & TYPE),
              (Integer) stat.get("uid"),
              (Integer) stat.get("gid"),
              mode & PERMISSIONS));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public Path target(Path link) throws IOException {
    return Files.readSymbolicLink(link);
  }

  private static Inode.Kind kind(int type) {
    return switch (type) {
      case DIRECTORY -> Inode.Kind.DIRECTORY;
      case FILE -> Inode.Kind.FILE;
      case LINK -> Inode.Kind.LINK;
      default -> Inode.Kind.OTHER;
    };
  }
}
