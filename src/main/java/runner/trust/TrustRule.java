package runner.trust;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runner.text.ShellWord;

/**
 * The rule: what is trusted belongs to root or to the caller and can be written by nobody else, but
 * for members of root's own group. The rule is that of sshd's StrictModes and of cron(8), with the
 * group of root and sticky directories let pass.
 *
 * @param fact what is wrong
 * @param fix the commands that fix it
 */
record TrustRule(String fact, String fix) {
  /**
   * Judges one component of a path.
   *
   * @param caller number of the user who runs the program
   * @param above whether it is a directory above what is wanted; in a sticky one that is root's
   *     nobody can replace what belongs to another, so it may be open to all
   */
  static Optional<TrustRule> of(Path path, Inode inode, int caller, boolean above) {
    List<String> facts = new ArrayList<>();
    List<String> fixes = new ArrayList<>();
    if (inode.owner() != 0 && inode.owner() != caller) {
      facts.add("owned by user " + inode.owner());
      fixes.add(inode.kind() == Inode.Kind.LINK ? "chown -h root" : "chown root");
    }
    boolean shared = above && inode.isSticky() && inode.owner() == 0;
    String who = shared ? "" : writers(inode);
    if (!who.isEmpty()) {
      facts.add("writable by " + names(inode) + " (mode " + octal(inode) + ")");
      fixes.add("chmod " + who + "-w");
    }
    return facts.isEmpty()
        ? Optional.empty()
        : Optional.of(new TrustRule(String.join(" and ", facts), commands(fixes, path)));
  }

  private static String writers(Inode inode) {
    return (inode.isWrittenByGroup() ? "g" : "") + (inode.isWrittenByOthers() ? "o" : "");
  }

  private static String names(Inode inode) {
    String named = inode.listed() ? "an access control list" : "group " + inode.group();
    String group = inode.isWrittenByGroup() ? named : "";
    String others = inode.isWrittenByOthers() ? "everyone" : "";
    return group + (group.isEmpty() || others.isEmpty() ? "" : " and ") + others;
  }

  private static String octal(Inode inode) {
    return String.format("%04o", inode.mode());
  }

  private static String commands(List<String> fixes, Path path) {
    String word = ShellWord.of(path.toString());
    return String.join(" && ", fixes.stream().map(fix -> fix + " " + word).toList());
  }
}
