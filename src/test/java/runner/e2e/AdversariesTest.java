package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.Program;
import runner.support.ProgramResult;
import runner.support.Scenario;
import runner.support.Scripts;

/**
 * The nine ways to outlive a time-out, each run to its limit in every round. {@code
 * -Drunner.adversaryRounds=23} makes 207 time-outs; the canary of the case must live through all.
 */
@ExtendWith(Cases.class)
final class AdversariesTest {
  private static final int ROUNDS = Integer.getInteger("runner.adversaryRounds", 1);

  /** As the harness's own, and recognisable by its number. */
  private static final String BARE_DAEMON = "(trap '' TERM; setsid env -i sleep 29 &)\nsleep 30\n";

  private static final List<String> NINE =
      List.of(
          Scripts.WAITS,
          Scripts.IGNORES_TERM,
          Scripts.WAITS_WITH_CHILD,
          Scripts.DOUBLE_FORKS,
          Scripts.STARTS_SESSION,
          Scripts.STARTS_DAEMON,
          Scripts.RESPAWNS,
          Scripts.FORKS_ON,
          BARE_DAEMON);

  @DisplayName("A1 A3 A4 A6 nobody survives a time-out where a control group may be made")
  @Test
  void nobody_survives_with_a_control_group(Scenario test) throws IOException {
    assumeTrue(Files.isWritable(version2()), "needs a cgroup of version 2 that may be written");
    chain(test);
    for (int round = 0; round < ROUNDS; round++) {
      timedOutNineTimes(test).assertNoOrphans();
    }
  }

  @DisplayName("A4 without a control group only the daemon that emptied its environment survives")
  @Test
  void only_the_bare_daemon_survives_without_a_control_group(Scenario test) throws Exception {
    Staging.needsRoot("unshare -m");
    chain(test);
    String hides = "umount -l " + version2() + "; exec \"$@\"";
    String java = System.getProperty("java.home") + "/bin/java";
    test.program(Program.onJava(test.dir(), "unshare", "-m", "sh", "-c", hides, "sh", java));
    for (int round = 0; round < ROUNDS; round++) {
      List<String> left = timedOutNineTimes(test).left();
      assertThat(left).hasSizeBetween(1, 1 + round).allMatch(one -> one.endsWith(" sleep 29"));
    }
  }

  private static void chain(Scenario test) {
    StringBuilder cfg = new StringBuilder("[runner]\nmax_time = 1\nkill_grace = 1\n");
    for (int i = 0; i < NINE.size(); i++) {
      cfg.append("[a").append(i).append("]\nallow_failure = yes\n");
      test.script("tasks.d/" + i + "-a" + i, NINE.get(i));
    }
    // The last has three programs to start before it is hidden, on a busy machine too.
    cfg.append("max_time = 8\n");
    test.cfg(cfg.toString()).limit(Duration.ofMinutes(2));
  }

  private static ProgramResult timedOutNineTimes(Scenario test) {
    ProgramResult outcome = test.run().assertExit(0);
    assertThat(outcome.stderr().lines().filter(line -> line.contains("timed out"))).hasSize(9);
    return outcome;
  }

  private static Path version2() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
        .filter(line -> line.contains(" - cgroup2 "))
        .map(line -> Path.of(line.split(" ", 6)[4]))
        .findFirst()
        .orElse(Path.of("/nowhere"));
  }
}
