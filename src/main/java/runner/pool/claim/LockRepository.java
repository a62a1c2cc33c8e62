package runner.pool.claim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import runner.exec.output.ByteSplitter;
import runner.pool.git.Git;
import runner.pool.git.GitWorkspace;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** A private bare clone of the lock repository: reads it, writes commits, and has no work tree. */
public final class LockRepository {
  /** Most claims are young; the whole history is read only for one that is not. */
  private static final int FIRST_BATCH = 1000;

  /** What git grep exits with when the text is nowhere. */
  private static final int NOWHERE = 1;

  private final Git git;
  private final GitWorkspace place;
  private int rounds;

  public LockRepository(Git git, GitWorkspace place) {
    this.git = git;
    this.place = place;
  }

  /**
   * The pools at a commit.
   *
   * @throws RunnerException 1 for a pool the repository does not have
   */
  public PoolTree snapshot(String head, Set<String> pools) {
    PoolTree.Reader reader = new PoolTree.Reader(pools);
    List<String> words = new ArrayList<>(List.of("ls-tree", "-r", "-t", "-z", "--full-tree", head));
    words.add("--");
    words.addAll(pools);
    git.stream(ByteSplitter.ofFields(reader::entry), words).orFail("ls-tree");
    for (String pool : pools) {
      if (!reader.has(pool)) {
        throw new RunnerException(
            ExitCode.FAILED,
            "pools",
            "the repository has no pool '" + pool + "'",
            "nothing was released; correct the name");
      }
    }
    return reader.done(head);
  }

  /** The claim of each of the locks; one whose claim is not in the history is left out. */
  public Map<LockId, Claim> claims(String head, Set<LockId> locks) {
    Map<String, LockId> paths = new HashMap<>();
    locks.forEach(lock -> paths.put(lock.claimedPath(), lock));
    ClaimLog log = new ClaimLog(paths);
    String from = head;
    for (int batch = FIRST_BATCH; !log.complete() && !from.isEmpty(); batch *= 4) {
      int before = log.commits();
      List<String> words = new ArrayList<>(List.of("log", "-z", "--raw", "-m", "--first-parent"));
      words.addAll(List.of("--no-renames", "--no-abbrev", "--format=" + ClaimLog.FORMAT));
      // Naming the folders of a hundred pools makes git six times slower than reading all.
      words.addAll(List.of("--max-count=" + batch, from, "--"));
      git.stream(ByteSplitter.ofFields(log::field), words).orFail("log");
      from = log.commits() - before < batch ? "" : log.parent();
    }
    return log.found();
  }

  /** Paths below the claimed folders whose file holds the text. */
  public Set<String> holding(String text, String head, Set<String> pools) {
    Set<String> paths = new HashSet<>();
    List<String> words =
        new ArrayList<>(List.of("grep", "-z", "-l", "-a", "-F", "--full-name", "-e", text, head));
    words.add("--");
    pools.forEach(pool -> words.add(pool + "/claimed"));
    ByteSplitter fields =
        ByteSplitter.ofFields(path -> paths.add(path.substring(head.length() + 1)));
    Git.Result result = git.stream(fields, words);
    if (result.code() != NOWHERE) {
      result.orFail("grep");
    }
    return paths;
  }

  /** Writes a commit for each lock on top of the head; their ids, in the same order. */
  public List<String> commit(List<LockRelease> releases, String head, Instant now) {
    String ref = "refs/release/" + ++rounds;
    Path input = place.file("import", LockRelease.stream(releases, head, ref, now));
    Path marks = place.path("marks");
    Git.Result result =
        git.feed(input, "fast-import", "--quiet", "--done", "--export-marks=" + marks);
    result.orFail("fast-import");
    return ids(marks, releases.size());
  }

  private static List<String> ids(Path marks, int count) {
    String[] ids = new String[count];
    try {
      for (String line : Files.readAllLines(marks)) {
        int blank = line.indexOf(' ');
        ids[Integer.parseInt(line.substring(1, blank)) - 1] = line.substring(blank + 1);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(ids);
  }

  /** Whether a commit is part of what a head stands for. */
  public boolean contains(String head, String commit) {
    return git.run("merge-base", "--is-ancestor", commit, head).succeeded();
  }
}
