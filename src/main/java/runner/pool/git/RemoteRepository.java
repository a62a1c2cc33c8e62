package runner.pool.git;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runner.pool.address.PoolCredentials;
import runner.pool.address.RepoUrl;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** The lock repository where others see it: fetches one branch of it, and pushes to that. */
public final class RemoteRepository {
  private static final Pattern HEAD = Pattern.compile("ref: refs/heads/(\\S+)\tHEAD");
  private static final Pattern REFUSED =
      Pattern.compile("(?m)^!\t\\S+\t\\[(remote )?rejected\\] \\((.*)\\)$");
  private static final Pattern MOVED =
      Pattern.compile(
          "fetch first|non-fast-forward|stale info|failed to update ref|cannot lock"
              + ".*|.*incorrect old value.*|.*unable to (resolve|lock).*|failed to lock");
  private static final String TRACKED = "refs/pool/head";

  private final Git git;
  private final RepoUrl url;
  private final PoolCredentials access;
  private String branch;

  public RemoteRepository(Git git, RepoUrl url, PoolCredentials access, String branch) {
    this.git = git;
    this.url = url;
    this.access = access;
    this.branch = branch;
  }

  /**
   * What a push came to.
   *
   * @param done false where somebody else was faster, or nobody can tell: fetch and look again
   * @param words what git said
   */
  public record Push(boolean done, String words) {}

  public String branch() {
    return branch;
  }

  /** Prepares the clone, and finds the branch where none was named. */
  public void open() {
    Git.Result made = git.run("init", "--quiet", "--bare", "--template=");
    made.orFail("init");
    if (branch.isEmpty()) {
      branch = defaultBranch();
    }
  }

  private String defaultBranch() {
    Git.Result result = git.run("ls-remote", "--symref", "--", url.address(), "HEAD");
    if (!result.succeeded()) {
      throw unreachable(result);
    }
    Matcher head = HEAD.matcher(result.out());
    if (!head.find()) {
      throw new RunnerException(
          ExitCode.FAILED, url.address(), "has no default branch", "name one with --branch");
    }
    return head.group(1);
  }

  /** Fetches the branch; the commit it is at. */
  public String fetch() {
    Git.Result result =
        git.run(
            "fetch",
            "--quiet",
            "--no-tags",
            "--no-write-fetch-head",
            "--no-recurse-submodules",
            "--",
            url.address(),
            "+refs/heads/" + branch + ":" + TRACKED);
    if (!result.succeeded()) {
      throw result.err().contains("couldn't find remote ref")
          ? new RunnerException(
              ExitCode.FAILED, url.address(), "has no branch '" + branch + "'", "see --branch")
          : unreachable(result);
    }
    return git.run("rev-parse", "--verify", TRACKED + "^{commit}").out().strip();
  }

  /**
   * Pushes a commit, plainly: the server takes it only where the branch is still what it was built
   * on.
   *
   * @throws RunnerException 1 where the server will not have it at all
   */
  public Push push(String commit) {
    Git.Result result =
        git.run(
            "push",
            "--quiet",
            "--porcelain",
            "--no-verify",
            "--",
            url.address(),
            commit + ":refs/heads/" + branch);
    if (result.succeeded()) {
      // Also where it says "up to date": then somebody else made the very same commit.
      return new Push(result.out().lines().noneMatch(line -> line.startsWith("=")), "");
    }
    Matcher refused = REFUSED.matcher(result.out());
    if (refused.find() && !MOVED.matcher(refused.group(2)).matches()) {
      throw new RunnerException(
          ExitCode.FAILED,
          url.address(),
          "the server refuses the push: " + hidden(refused.group(2) + "\n" + result.err()),
          "may this user write to '" + branch + "'?");
    }
    return new Push(false, hidden(result.err()));
  }

  private RunnerException unreachable(Git.Result result) {
    return new RunnerException(
        ExitCode.UNAVAILABLE,
        url.address(),
        "git cannot reach the repository: " + hidden(result.err()),
        "check address, key and host keys");
  }

  private String hidden(String text) {
    return access.hide(text, url).strip();
  }
}
