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
 * Nine tasks that try to survive their timeout, each of which runs to its limit in every round.
 * {@code -Drunner.adversaryRounds=23} makes 207 timeouts. The canary of the case must survive them
 * all.
 */
@ExtendWith(Cases.class)
final class AdversariesTest {
  private static final int ROUNDS = Integer.getInteger("runner.adversaryRounds", 1);

  /** As {@link Scripts#STARTS_BARE_DAEMON}, and recognisable by the number 29. */
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

  @DisplayName("no process survives a timeout if a control group can be made")
  @Test
  void no_process_survives_with_a_control_group(Scenario test) throws IOException {
    assumeTrue(Files.isWritable(version2()), "needs a cgroup of version 2 that may be written");
    chain(test);
    for (int round = 0; round < ROUNDS; round++) {
      timedOutNineTimes(test).assertNoOrphans();
    }
  }

  @DisplayName("without a control group only the daemon that emptied its environment survives")
  @Test
  void only_the_bare_daemon_survives_without_a_control_group(Scenario test) throws Exception {
    CaseShell.needsRoot("unshare -m");
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
    // The last task starts three programs before it is detached, which takes longer on a busy
    // machine.
    cfg.append("max_time = 8\n");
    test.cfg(cfg.toString()).limit(Duration.ofMinutes(2));
  }

  private static ProgramResult timedOutNineTimes(Scenario test) {
    ProgramResult result = test.run().assertExit(0);
    assertThat(result.stderr().lines().filter(line -> line.contains("timed out"))).hasSize(9);
    return result;
  }

  private static Path version2() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
        .filter(line -> line.contains(" - cgroup2 "))
        .map(line -> Path.of(line.split(" ", 6)[4]))
        .findFirst()
        .orElse(Path.of("/nowhere"));
  }
}
