package runner.trust;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The inodes of this machine. */
final class HostInodes implements Inodes {
  private static final File NULL_DEVICE = new File("/dev/null");
  private static final int MODE_LENGTH = "drwxr-xr-x".length();
  private static final int TYPE = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int FILE = 0100000;
  private static final int LINK = 0120000;
  private static final int PERMISSIONS = 07777;
  private static final int GROUP_WRITES = 0020;

  @Override
  public Optional<Inode> at(Path path) {
    try {
      Map<String, Object> stat =
          Files.readAttributes(path, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
      int mode = (Integer) stat.get("mode");
      int group = (Integer) stat.get("gid");
      boolean doubtful = group == 0 && (mode & GROUP_WRITES) != 0 && (mode & TYPE) != LINK;
      return Optional.of(
          new Inode(
              kind(mode & TYPE),
              (Integer) stat.get("uid"),
              group,
              mode & PERMISSIONS,
              doubtful && hasList(path)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public Path target(Path link) throws IOException {
    return Files.readSymbolicLink(link);
  }

  /** Java cannot see these lists; ls(1) shows a + behind the mode where there is one. */
  private static boolean hasList(Path path) {
    ProcessBuilder ls = new ProcessBuilder("/bin/ls", "-ld", "--", path.toString());
    ls.redirectInput(NULL_DEVICE).redirectError(ProcessBuilder.Redirect.DISCARD);
    try (InputStream shown = ls.start().getInputStream()) {
      byte[] line = shown.readAllBytes();
      return line.length <= MODE_LENGTH || line[MODE_LENGTH] == '+';
    } catch (IOException e) {
      // Where this cannot be determined, the path is refused.
      return true;
    }
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
