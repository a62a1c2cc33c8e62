package runner.puppet;

import static org.assertj.core.api.Assertions.assertThat;
import static runner.puppet.StandIn.waiting;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** The drop-in and the task with the real agent of Debian's package puppet-agent. */
@ExtendWith(Cases.class)
class RealAgentTest {
  private static final String FILE = "file { '@DIR@/made': ensure => file, content => 'x' }\n";
  private static final String FAILS = "exec { '/bin/false': }\n";
  private static final String WORKS = "exec { '@DIR@/work': }\n";

  /** Work that takes until a little after another run was blocked by it, however slow they are. */
  private static final String WAITS =
      "[ -e @DIR@/blocked ] || { read -r line < @DIR@/signal; sleep 2; touch @DIR@/blocked; }";

  /**
   * Every way of being blocked but a silent one, after which the place of the lock is asked for.
   */
  private static final String LOUD = "$code != 1";

  private static final String SILENT = "$1 != config";

  private static final String CONTENDED = "[puppet]\ncommand = @DIR@/puppet\ndelay = 50\n";

  /** The real Puppet, and a sign for whoever waits that it was blocked. */
  private static final String PUPPET =
      """
      puppet "$@"; code=$?
      [ %s ] || echo blocked > @DIR@/signal
      exit $code
      """;

  /** A site whose first run lasts until the second, through the wrapper, was blocked. */
  private static AgentSite contended(Scenario test, String unless) throws Exception {
    test.script("work", WAITS).script("puppet", PUPPET.formatted(unless));
    Path signal = test.dir().resolve("signal");
    assertThat(new ProcessBuilder("mkfifo", signal.toString()).start().waitFor()).isZero();
    return AgentSite.in(test, WORKS);
  }

  private static Scenario retryContended(Scenario test, AgentSite site, String... more) {
    return retry(test, site, more).file("runner.cfg", CONTENDED);
  }

  private static Scenario retry(Scenario test, AgentSite site, String... more) {
    return test.cfg("[puppet]\ndelay = 50\n")
        .args("retrypuppet")
        .args(site.agent(more).toArray(String[]::new))
        .limit(Duration.ofSeconds(90));
  }

  @Test
  void changes_are_2_and_0_when_there_are_none_left(Scenario test) throws Exception {
    AgentSite site = AgentSite.in(test, FILE);

    ProgramResult first = retry(test, site, "-t").run().assertExit(2);
    ProgramResult second = test.run().assertExit(0);

    assertThat(first.stdout())
        .contains("\u001b[mNotice: /Stage[main]/Main/File[@DIR@/made]/ensure: defined content")
        .endsWith(" seconds\u001b[0m\n");
    assertThat(second.stdout()).doesNotContain("File[@DIR@/made]");
    assertThat(first.stderr() + second.stderr()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'', 4", "file, 6"})
  void failures_are_4_and_6_when_there_were_changes_as_well(String more, int code, Scenario test)
      throws Exception {
    AgentSite site = AgentSite.in(test, FAILS + (more.isEmpty() ? "" : FILE));

    retry(test, site, "-t").run().assertExit(code);
  }

  @Test
  void to_a_chain_failures_are_a_retry(Scenario test) throws Exception {
    AgentSite site = AgentSite.in(test, FAILS);

    test.args("puppet-agent", "--confdir", site.path("conf").toString()).run().assertExit(1);
  }

  @Test
  void to_a_chain_changes_are_success(Scenario test) throws Exception {
    AgentSite site = AgentSite.in(test, FILE);

    ProgramResult outcome =
        test.args("puppet-agent", "--confdir", site.path("conf").toString()).run().assertExit(0);
    assertThat(outcome.stderr()).isEqualTo("runner: puppet-agent: changes applied\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-td", "--onetime --no-daemonize", "-t --logdest @DIR@/log"})
  void a_live_lock_is_waited_for(String how, Scenario test) throws Exception {
    AgentSite site = contended(test, how.equals("-td") ? LOUD : SILENT);
    Process holder = site.holder();

    ProgramResult outcome = retryContended(test, site, how.split(" ", -1)).run();

    assertThat(outcome.exit()).isEqualTo(how.startsWith("--") ? 0 : 2);
    assertThat(outcome.stdout()).startsWith(waiting(50, 9));
    assertThat(outcome.stdout().split("Run already in progress", -1)).hasSize(2);
    assertThat(holder.waitFor()).isEqualTo(2);
    outcome.assertWithin(Duration.ofSeconds(40));
  }

  @Test
  void a_stale_lock_is_healed_by_puppet(Scenario test) throws Exception {
    AgentSite site = AgentSite.in(test, FILE);
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.writeString(site.lock(), "" + dead.pid());

    ProgramResult outcome = retry(test, site, "-t").run().assertExit(2);

    assertThat(outcome.stdout()).doesNotContain("already in progress");
    assertThat(site.lock()).doesNotExist();
  }

  @Test
  void a_run_that_was_killed_leaves_a_lock_that_blocks_nobody(Scenario test) throws Exception {
    AgentSite site = AgentSite.in(test, "exec { '/bin/sleep 8': }");
    Process holder = site.holder();
    holder.destroyForcibly().waitFor();

    ProgramResult outcome = retry(test, site, "-t", "--noop").run().assertExit(0);

    assertThat(outcome.stdout()).doesNotContain("already in progress");
  }

  @ParameterizedTest
  @CsvSource({"-t, true", "--onetime, false"})
  void disabled_is_said_and_not_waited_for(String how, boolean byPuppet, Scenario test)
      throws Exception {
    AgentSite site = AgentSite.in(test, FILE);
    String conf = site.path("conf").toString();
    assertThat(site.puppet("agent", "--confdir", conf, "--disable", "moving house")).isZero();

    ProgramResult outcome = retry(test, site, how, "--no-daemonize").run().assertExit(1);

    assertThat(byPuppet ? outcome.stdout() : outcome.stderr()).contains("'moving house'");
    assertThat(outcome.stderr().isEmpty()).isEqualTo(byPuppet);
  }

  @Test
  void the_lock_of_certificates_is_waited_for(Scenario test) throws Exception {
    AgentSite site = contended(test, LOUD);
    Process holder = site.holder();
    Path ssl = site.path("ssl/ssl.lock");
    Files.writeString(ssl, Files.readString(site.lock()));

    CompletableFuture<Boolean> released = holder.onExit().thenApply(ended -> ssl.toFile().delete());
    ProgramResult outcome = retryContended(test, site, "-t").run().assertExit(2);

    assertThat(outcome.stdout()).startsWith(waiting(50, 9)).doesNotContain("Another puppet");
    assertThat(released).isCompletedWithValue(true);
  }

  @Test
  void a_signal_in_mid_run_ends_puppet_and_what_it_started(Scenario test) throws Exception {
    AgentSite site = AgentSite.in(test, WORKS);
    test.script("work", "echo working >> \"$TRACE\"\nexec sleep 30");

    ProgramResult outcome = retry(test, site, "-t").signalWhen("working", "TERM").run();

    outcome.assertExit(143).assertTrace("working").assertNoOrphans();
    assertThat(site.lock()).doesNotExist();
  }

  @Test
  void puppet_ended_by_somebody_else_is_no_success_to_a_chain(Scenario test) throws Exception {
    AgentSite site = AgentSite.in(test, WORKS);
    test.script("work", "kill -TERM $(cat " + site.lock() + ")\nexec sleep 5");

    ProgramResult outcome =
        test.args("puppet-agent", "--confdir", site.path("conf").toString()).run();

    outcome.assertExit(1);
    assertThat(outcome.stdout()).contains("Caught TERM; exiting");
  }

  @Test
  void two_at_once_both_end_well(Scenario test) throws Exception {
    AgentSite site = AgentSite.in(test, "exec { '/bin/sleep 1': }");
    try (Scenario first = new Scenario();
        Scenario other = new Scenario()) {
      // Two first runs make the same directories, and Puppet fails where one was made meanwhile.
      retry(first, site, "-t").run().assertExit(2);
      CompletableFuture<ProgramResult> beside =
          CompletableFuture.supplyAsync(() -> retry(other, site, "-t").run());
      retry(test, site, "-t").run().assertExit(2);
      beside.join().assertExit(2);
    }
  }
}
