package runner.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import runner.task.ExitCode;
import runner.task.Problem;

/**
 * Looks at paths, component by component from the root, through every link, and gathers each fault
 * once. A component is looked at once, so many files of one directory cost one lstat(2) each; what
 * changes meanwhile is not seen, which is no gap: whoever may change it was found out above it.
 */
public final class PathInspection {
  /** As many links as the kernel itself follows (path_resolution(7)). */
  private static final int MOST_LINKS = 40;

  private static final Path ROOT = Path.of("/");

  private final int caller;
  private final Inodes inodes;
  private final Map<Path, Optional<Inode>> seen = new HashMap<>();
  private final Map<Path, Boolean> above = new HashMap<>();
  private final Set<Path> faulty = new HashSet<>();
  private final List<Problem> problems = new ArrayList<>();

  PathInspection(int caller, Inodes inodes) {
    this.caller = caller;
    this.inodes = inodes;
  }

  /** One that has seen nothing yet, for the user who runs the program. */
  public static PathInspection ofThisProcess() {
    return new PathInspection(callerOfThisProcess(), new HostInodes());
  }

  /** Whether what it finds must be refused: only root runs for others. */
  public boolean byRoot() {
    return caller == 0;
  }

  /**
   * Inspects a path and everything it leads through. A path that does not exist is no fault here;
   * its reader reports that.
   *
   * @param role what it is to us, for the message: {@code task}
   * @return whether nothing was found on the way to it
   */
  public boolean look(String role, Path path) {
    Path whole = path.toAbsolutePath();
    Deque<Path> left = new ArrayDeque<>();
    whole.forEach(left::add);
    boolean sound = judge(role, whole, ROOT, left.isEmpty());
    Path at = ROOT;
    int links = 0;
    while (!left.isEmpty()) {
      Path next = step(at, left.removeFirst());
      Optional<Inode> inode = inode(next);
      if (inode.isEmpty()) {
        return sound;
      }
      boolean link = inode.get().kind() == Inode.Kind.LINK;
      sound &= judge(role, whole, next, left.isEmpty() && !link);
      at = next;
      if (link) {
        if (++links > MOST_LINKS) {
          return sound;
        }
        at = followed(next, left);
      }
    }
    return sound;
  }

  /** Every fault found so far, each with the commands that fix it. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** All components before it are real, so the one above really is above. */
  private static Path step(Path at, Path name) {
    return switch (name.toString()) {
      case "", "." -> at;
      case ".." -> at.equals(ROOT) ? ROOT : at.getParent();
      default -> at.resolve(name);
    };
  }

  /** Puts the components of a link's target before those left; where they start from. */
  private Path followed(Path link, Deque<Path> left) {
    try {
      Path target = inodes.target(link);
      List<Path> names = new ArrayList<>();
      target.forEach(names::add);
      for (int i = names.size() - 1; i >= 0; i--) {
        left.addFirst(names.get(i));
      }
      return target.isAbsolute() ? ROOT : link.getParent();
    } catch (IOException e) {
      left.clear();
      return link;
    }
  }

  private boolean judge(String role, Path whole, Path component, boolean last) {
    Boolean known = last ? null : above.get(component);
    if (known != null) {
      return known;
    }
    Optional<TrustRule> fault =
        inode(component).flatMap(inode -> TrustRule.of(component, inode, caller, !last));
    if (!last) {
      above.put(component, fault.isEmpty());
    }
    if (fault.isPresent() && faulty.add(component)) {
      problems.add(problem(component, fault.get(), role, whole));
    }
    return fault.isEmpty();
  }

  private static Problem problem(Path component, TrustRule fault, String role, Path whole) {
    String why = component.equals(whole) ? role : "on the way to the " + role + " '" + whole + "'";
    String fact = fault.fact() + " (" + why + ")";
    return new Problem(component.toString(), fact, fault.fix(), ExitCode.UNSAFE);
  }

  private Optional<Inode> inode(Path path) {
    return seen.computeIfAbsent(path, inodes::at);
  }

  private static int callerOfThisProcess() {
    try {
      return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      // Without /proc the user cannot be determined; the rule for root is the safe one.
      return 0;
    }
  }
}
