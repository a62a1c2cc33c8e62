package runner.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import runner.support.Scenario;

/** 10,000 claimed locks in 100 pools, 50,000 commits; with {@code -Drunner.pool.scale=true}. */
@EnabledIfSystemProperty(named = "runner.pool.scale", matches = "true")
final class PoolScaleTest {
  private static final int POOLS = 100;
  private static final int COMMITS = 50_000;

  @TempDir Path dir;

  @Test
  void ten_thousand_locks_are_judged_within_a_minute() {
    Duration few = status(1);
    Duration many = status(100);
    System.out.println("status of 100 locks " + few + ", of 10,000 locks " + many);
    assertThat(many).isLessThan(Duration.ofSeconds(60));
  }

  private Duration status(int perPool) {
    Path bare = dir.resolve("locks-" + perPool + ".git");
    Locks.create(bare, "main");
    byte[] history = history(perPool).getBytes(StandardCharsets.UTF_8);
    Locks.git(history, "--git-dir=" + bare, "fast-import", "--quiet");
    StringBuilder pools = new StringBuilder("p0:60");
    for (int i = 1; i < POOLS; i++) {
      pools.append(",p").append(i).append(":60");
    }
    try (Scenario test = new Scenario()) {
      test.args("pool", "--repo", bare.toString(), "--pools", pools.toString(), "status");
      var outcome = test.env("TMPDIR", "@DIR@").limit(Duration.ofMinutes(5)).run().assertExit(0);
      assertThat(outcome.stdout()).contains(POOLS * perPool + " claimed");
      return outcome.wall();
    }
  }

  /** Each lock in turn is claimed and released, and at the end all are claimed. */
  private static String history(int perPool) {
    int locks = POOLS * perPool;
    int rounds = COMMITS / locks;
    int commits = locks * (rounds % 2 == 1 ? rounds : rounds - 1);
    StringBuilder stream = new StringBuilder();
    begin(stream, 0, "set up pools");
    for (int lock = 0; lock < locks; lock++) {
      stream.append("M 100644 inline ").append(path(lock, "unclaimed", perPool));
      stream.append("\ndata 2\n").append(lock % 10).append("\n\n");
    }
    for (int i = 1; i <= commits; i++) {
      int lock = (i - 1) % locks;
      boolean claims = (i - 1) / locks % 2 == 0;
      String verb = claims ? "t/p/j build " + i + " claiming: " : "unclaiming: ";
      begin(stream, i, verb + "l" + lock % perPool);
      stream.append("R ").append(path(lock, claims ? "unclaimed" : "claimed", perPool)).append(' ');
      stream.append(path(lock, claims ? "claimed" : "unclaimed", perPool)).append('\n');
    }
    return stream.toString();
  }

  private static String path(int lock, String state, int perPool) {
    return "p" + lock / perPool + "/" + state + "/l" + lock % perPool;
  }

  private static void begin(StringBuilder stream, int number, String message) {
    long at = Instant.now().getEpochSecond() - 2L * COMMITS + number;
    stream.append("commit refs/heads/main\ncommitter CI <ci@localhost> ").append(at);
    stream.append(" +0000\ndata ").append(message.length()).append('\n');
    stream.append(message).append('\n');
  }
}
