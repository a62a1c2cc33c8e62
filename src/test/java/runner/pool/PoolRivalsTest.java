package runner.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.task.RunnerException;

/**
 * Random schedules of builds that claim, release and die, and of our own run between them, over
 * real repositories. {@code -Drunner.pool.schedules=1000} runs more of them.
 */
final class PoolRivalsTest {
  private static final int LOCKS = 4;
  private static final String BUILDS = "/api/v1/teams/main/pipelines/p/jobs/j/builds/";

  @TempDir Path dir;

  @Test
  void no_schedule_makes_us_release_the_lock_of_a_live_build() throws Exception {
    int count = Integer.getInteger("runner.pool.schedules", 40);
    int released = 0;
    for (int seed = 0; seed < count; seed++) {
      Path place = Files.createDirectory(dir.resolve("s" + seed));
      try (Schedule schedule = new Schedule(place, new Random(seed))) {
        released += schedule.run();
      } catch (AssertionError e) {
        throw new AssertionError("schedule " + seed + ": " + e.getMessage(), e);
      }
      Locks.git(new byte[0], "--git-dir=" + place + "/locks.git", "fsck", "--strict");
    }
    assertThat(released).as("locks released in all").isGreaterThan(count / 2);
  }

  /** One repository, its builds, and rivals that act at moments chosen by the random numbers. */
  private static final class Schedule implements AutoCloseable {
    private final Random random;
    private final Locks locks;
    private final Atc atc = new Atc();
    private final Map<String, String> held = new TreeMap<>();
    private final Map<String, Boolean> alive = new TreeMap<>();
    private int build;

    Schedule(Path place, Random random) {
      this.random = random;
      this.locks = Locks.create(place.resolve("locks.git"), "main");
      List<String> names = new ArrayList<>();
      for (int i = 0; i < LOCKS; i++) {
        names.add("l" + i);
      }
      locks.pools(Map.of("a", names), true);
    }

    int run() {
      for (int i = random.nextInt(8) + 3; i > 0; i--) {
        act();
      }
      atc.taking(
          exchange -> {
            if (exchange.getRequestURI().getPath().contains("/builds/")) {
              meddle();
            }
            return false;
          });
      List<String> before = List.copyOf(locks.commits());
      try {
        new Run(locks, "a:600").atc(atc.url()).clean();
      } catch (RunnerException tooBusy) {
        assertThat(tooBusy).hasMessageContaining("tries");
      }
      return checked(before);
    }

    private synchronized void meddle() {
      for (int i = random.nextInt(3); i > 0; i--) {
        act();
      }
    }

    /** Somebody claims a free lock, releases a held one, or dies with it. */
    private synchronized void act() {
      String lock = "l" + random.nextInt(LOCKS);
      if (!held.containsKey(lock)) {
        String name = Integer.toString(++build);
        atc.build(BUILDS + name, "started");
        alive.put(name, true);
        locks.claim(
            "a", lock, "main/p/j build " + name + " claiming: " + lock, Duration.ofMinutes(1));
        held.put(lock, name);
      } else if (random.nextBoolean()) {
        String name = held.get(lock);
        atc.build(BUILDS + name, random.nextBoolean() ? "failed" : "aborted");
        alive.put(name, false);
      } else {
        held.remove(lock);
        locks.release("a", lock, "main/p/j unclaiming: " + lock, Duration.ZERO);
      }
    }

    /** Every commit of ours must name, as its parent has it, a claim whose build was dead. */
    private int checked(List<String> before) {
      int ours = 0;
      for (String commit : locks.commits()) {
        String message = locks.lines("log", "-1", "--format=%B", commit);
        if (before.contains(commit) || !message.contains("Released-By: runner pool")) {
          continue;
        }
        ours++;
        String path =
            locks
                .lines(
                    "diff-tree",
                    "--no-commit-id",
                    "-r",
                    "--diff-filter=D",
                    "--no-renames",
                    "--name-only",
                    commit)
                .strip();
        String claim =
            locks.lines("log", "-1", "--diff-filter=A", "--format=%H %s", commit + "^", "--", path);
        String name = claim.replaceFirst("(?s).* build ([0-9]+) claiming.*", "$1");
        assertThat(message).contains("Claim-Commit: " + claim.substring(0, 40));
        assertThat(alive.get(name)).as("build %s of %s lives", name, message).isFalse();
      }
      return ours;
    }

    @Override
    public void close() {
      atc.close();
    }
  }
}
