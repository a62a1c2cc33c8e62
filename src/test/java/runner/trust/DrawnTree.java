package runner.trust;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A tree drawn in lines such as {@code drwxr-xr-x 0 0 /opt} and {@code lrwxrwxrwx 0 0 /a -> b}: a
 * mode as ls(1) shows it, with a + for an access control list, owner, group, path.
 */
final class DrawnTree implements Inodes {
  private final Map<Path, Inode> inodes = new HashMap<>();
  private final Map<Path, Path> targets = new HashMap<>();
  private int looks;

  static DrawnTree of(String lines) {
    DrawnTree tree = new DrawnTree();
    tree.inodes.put(Path.of("/"), inode("drwxr-xr-x", 0, 0));
    lines.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(tree::draw);
    return tree;
  }

  private void draw(String line) {
    String[] words = line.split(" +", 6);
    Path path = Path.of(words[3]);
    inodes.put(path, inode(words[0], Integer.parseInt(words[1]), Integer.parseInt(words[2])));
    if (words.length > 5) {
      targets.put(path, Path.of(words[5]));
    }
  }

  private static Inode inode(String drawn, int owner, int group) {
    Inode.Kind kind =
        switch (drawn.charAt(0)) {
          case 'd' -> Inode.Kind.DIRECTORY;
          case 'l' -> Inode.Kind.LINK;
          case '-' -> Inode.Kind.FILE;
          default -> Inode.Kind.OTHER;
        };
    int mode = "tT".indexOf(drawn.charAt(9)) >= 0 ? 01000 : 0;
    for (int bit = 0; bit < 9; bit++) {
      mode |= "-T".indexOf(drawn.charAt(1 + bit)) >= 0 ? 0 : 0400 >> bit;
    }
    return new Inode(kind, owner, group, mode, drawn.endsWith("+"));
  }

  int looks() {
    return looks;
  }

  @Override
  public Optional<Inode> at(Path path) {
    looks++;
    return Optional.ofNullable(inodes.get(path));
  }

  @Override
  public Path target(Path link) throws IOException {
    Path target = targets.get(link);
    if (target == null) {
      throw new NoSuchFileException(link.toString());
    }
    return target;
  }
}
