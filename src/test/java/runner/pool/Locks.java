package runner.pool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A bare lock repository as pool-resource keeps it, and everybody else who works with it. */
final class Locks {
  private final Path bare;
  private final String branch;
  private final List<String> changes = new ArrayList<>();
  private boolean begun;

  private Locks(Path bare, String branch) {
    this.bare = bare;
    this.branch = branch;
  }

  static Locks create(Path bare, String branch) {
    Locks locks = new Locks(bare, branch);
    git(new byte[0], "init", "-q", "--bare", "--template=", "-b", branch, bare.toString());
    return locks;
  }

  /** A repository with one pool of these locks, all free. */
  static Locks with(Path dir, String pool, String... locks) {
    return create(dir.resolve("locks.git"), "main").pools(Map.of(pool, List.of(locks)), true);
  }

  Path bare() {
    return bare;
  }

  Locks pools(Map<String, List<String>> pools, boolean gitkeep) {
    pools.forEach(
        (pool, locks) -> {
          if (gitkeep) {
            write(pool + "/claimed/.gitkeep", "");
            write(pool + "/unclaimed/.gitkeep", "");
          }
          locks.forEach(lock -> write(pool + "/unclaimed/" + lock, "about " + lock + "\n"));
        });
    return commit("set up pools", Duration.ofDays(30));
  }

  Locks write(String path, String text) {
    return write(path, text, "100644");
  }

  Locks write(String path, String text, String mode) {
    changes.add("M " + mode + " inline " + quoted(path) + "\n" + data(text));
    return this;
  }

  Locks claim(String pool, String lock, String message, Duration ago) {
    changes.add(move(pool + "/unclaimed/" + lock, pool + "/claimed/" + lock));
    return commit(message, ago);
  }

  Locks release(String pool, String lock, String message, Duration ago) {
    changes.add(move(pool + "/claimed/" + lock, pool + "/unclaimed/" + lock));
    return commit(message, ago);
  }

  Locks commit(String message, Duration ago) {
    return commit(message, Instant.now().minus(ago).getEpochSecond() + " +0000");
  }

  Locks commit(String message, String date) {
    StringBuilder stream = new StringBuilder("commit refs/heads/" + branch + "\n");
    stream.append("committer CI Pool Resource <ci-pool@localhost> ").append(date).append('\n');
    stream.append(data(message));
    if (begun) {
      stream.append("from refs/heads/").append(branch).append("^0\n");
    }
    begun = true;
    changes.forEach(stream::append);
    changes.clear();
    byte[] input = stream.toString().getBytes(UTF_8);
    git(input, "--git-dir=" + bare, "fast-import", "--quiet", "--date-format=raw-permissive");
    return this;
  }

  private static String move(String from, String to) {
    return "R " + quoted(from) + " " + quoted(to) + "\n";
  }

  private static String quoted(String path) {
    return '"' + path.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private static String data(String text) {
    return "data " + text.getBytes(UTF_8).length + "\n" + text + "\n";
  }

  /** All commits of the branch, the newest first. */
  Set<String> commits() {
    return new LinkedHashSet<>(
        List.of(lines("rev-list", "--all").split("\n", -1)).stream()
            .filter(line -> !line.isEmpty())
            .toList());
  }

  String lines(String... words) {
    List<String> all = new ArrayList<>(List.of("--git-dir=" + bare));
    all.addAll(List.of(words));
    return git(new byte[0], all.toArray(String[]::new));
  }

  /** Mode and blob of each lock: {@code POOL/STATE/LOCK}. */
  Map<String, String> state() {
    Map<String, String> state = new TreeMap<>();
    for (String entry : lines("ls-tree", "-r", "-z", branch).split("\0", -1)) {
      String path = entry.substring(entry.indexOf('\t') + 1);
      if (path.matches("(?s).+/(un)?claimed/[^/]+") && !path.endsWith("/.gitkeep")) {
        state.put(path, entry.substring(0, entry.indexOf('\t')));
      }
    }
    return state;
  }

  /** Names of all references. */
  String refs() {
    return lines("for-each-ref", "--format=%(refname)");
  }

  static String git(byte[] input, String... words) {
    List<String> argv = new ArrayList<>(List.of("git"));
    argv.addAll(Arrays.asList(words));
    ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().put("GIT_CONFIG_SYSTEM", "/dev/null");
    try {
      Process process = builder.start();
      try (var to = process.getOutputStream()) {
        to.write(input);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      process.getInputStream().transferTo(out);
      if (process.waitFor() != 0) {
        throw new AssertionError(argv + ": " + out.toString(UTF_8));
      }
      return out.toString(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
