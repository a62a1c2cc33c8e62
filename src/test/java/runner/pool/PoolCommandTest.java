package runner.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.Golden;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** What people and pipelines say to the command, and what it answers. */
@ExtendWith(Cases.class)
final class PoolCommandTest {
  private static Locks stale(Scenario test, String... locks) {
    Locks made = Locks.with(test.dir(), "a", locks);
    for (String lock : locks) {
      made.claim("a", lock, "claiming: " + lock, Duration.ofHours(3));
    }
    return made;
  }

  private static Scenario pool(Scenario test, String... words) {
    return test.args("pool", "--repo", "@DIR@/locks.git").args(words).env("TMPDIR", "@DIR@");
  }

  @Test
  void more_than_max_releases_are_none_at_all(Scenario test) {
    Locks locks = stale(test, "l1", "l2");
    pool(test, "--pools", "a:1h", "--max-releases", "1", "clean").run().assertExit(4);
    assertThat(locks.state()).containsKeys("a/claimed/l1", "a/claimed/l2");
    test.args("--max-releases", "2").run().assertExit(0);
    assertThat(locks.state()).containsKeys("a/unclaimed/l1", "a/unclaimed/l2");
    assertThat(locks.lines("log", "-2", "--format=%s"))
        .isEqualTo("unclaiming: l2\nunclaiming: l1\n");
  }

  @Test
  void the_configuration_gives_the_same_and_a_marker_holds_a_lock(Scenario test) {
    Locks locks = stale(test, "l1", "l2");
    locks.write("a/claimed/l2", "hands off, Ann").commit("note", Duration.ZERO);
    test.cfg(
        "[pool]\nrepo = @DIR@/locks.git\npools = a:1h\nhold_marker = hands off\nbranch = main\n");
    test.args("pool", "clean").run().assertExit(0);
    assertThat(locks.state()).containsKeys("a/unclaimed/l1", "a/claimed/l2");
  }

  @Test
  void a_wrong_key_of_the_configuration_stops_it(Scenario test) {
    stale(test, "l1");
    test.cfg("[pool]\nrepo = @DIR@/locks.git\npool = a:1h\n");
    ProgramResult outcome = test.args("pool", "clean").run().assertExit(78);
    assertThat(outcome.stderr()).contains("runner.cfg:3: [pool] pool", "did you mean pools?");
  }

  @Test
  void status_fails_on_stale_locks_only_if_it_is_to(Scenario test) {
    stale(test, "l1");
    ProgramResult outcome = pool(test, "--pools", "a:60", "status").run().assertExit(0);
    assertThat(outcome.stdout()).contains("a/l1  stale ", "1 claimed, 1 stale, 0 released");
    test.args("--fail-if-stale").run().assertExit(1);
  }

  @Test
  void a_person_releases_a_lock_with_a_reason(Scenario test) {
    Locks locks = Locks.with(test.dir(), "a", "l1");
    locks.claim("a", "l1", "main/p/j build 7 claiming: l1", Duration.ofMinutes(1));
    pool(test, "release", "a/l1", "--reason", "worker is gone").run().assertExit(0);
    assertThat(locks.state()).containsKey("a/unclaimed/l1");
    assertThat(locks.lines("log", "-1", "--format=%B"))
        .startsWith("unclaiming: l1\n\nReleased-By: runner pool\nClaim-Commit: ")
        .contains("Owner: main/p/j #7\nReason: worker is gone\n");
    ProgramResult again = test.run().assertExit(1);
    assertThat(again.stderr()).contains("a/l1: is not claimed");
  }

  @Test
  void what_is_wrong_is_said_and_coded(Scenario test) {
    Locks locks = stale(test, "l1");
    pool(test, "clean").run().assertExit(64);
    test.args("--pools", "a:60,b:60");
    assertThat(test.run().assertExit(1).stderr()).contains("the repository has no pool 'b'");
    test.args("--pools", "a:60", "--branch", "nowhere");
    assertThat(test.run().assertExit(1).stderr()).contains("has no branch 'nowhere'");
    test.args("--branch", "main", "--repo", "@DIR@/nothing.git").run().assertExit(69);
    assertThat(locks.state()).containsKey("a/claimed/l1");
  }

  @Test
  void metrics_are_written_and_pushed(Scenario test) throws Exception {
    stale(test, "l1", "l2");
    List<String> pushed = new CopyOnWriteArrayList<>();
    try (Atc gateway = new Atc()) {
      gateway.taking(
          exchange -> {
            pushed.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            return Atc.answer(exchange, 200, "");
          });
      pool(test, "--pools", "a:60", "--pushgateway", gateway.url(), "clean")
          .args("--metrics-file", "@DIR@/pool.prom")
          .env("NO_PROXY", "*")
          .run()
          .assertExit(0);
      assertThat(pushed).hasSize(1);
      assertThat(pushed.get(0)).startsWith("PUT /metrics/job/pool_runner/repo@base64/");
      assertThat(gateway.asked().get(0)).contains("pool_last_run_released{pool=\"a\"} 2\n");
    }
    String written = Files.readString(test.dir().resolve("pool.prom"));
    Golden.assertSame(
        "pool.prom", written.replaceAll("(_seconds(\\{pool=\"a\"})?) [0-9.]+\n", "$1 SECONDS\n"));
  }

  @Test
  void metrics_that_cannot_be_written_are_a_warning_and_are_still_pushed(Scenario test)
      throws Exception {
    stale(test, "l1");
    try (Atc gateway = new Atc()) {
      gateway.taking(exchange -> Atc.answer(exchange, 200, ""));
      pool(test, "--pools", "a:60", "--pushgateway", gateway.url(), "status")
          .args("--metrics-file", "@DIR@/absent/pool.prom")
          .env("NO_PROXY", "*");
      assertThat(test.run().assertExit(0).stderr())
          .isEqualTo(
              "runner: warning: metrics_file '@DIR@/absent/pool.prom': cannot be written:"
                  + " no such file or directory\n");
      assertThat(gateway.asked()).hasSize(1);
    }
  }

  @Test
  void a_resource_checks_releases_and_gets(Scenario test) throws Exception {
    Locks locks = stale(test, "l1");
    String source =
        "\"source\":{\"uri\":\"@DIR@/locks.git\",\"pools\":[{\"name\":\"a\",\"timeout\":60}]}"
            .replace("@DIR@", test.dir().toString());
    String versions = step("{" + source + "}", "check");
    assertThat(versions).startsWith("[{\"ref\":\"").contains("\"stale\":\"");
    String put = step("{" + source + "}", "out", ".");
    assertThat(put).contains("\"stale\":\"none\"", "[\\\"a/l1\\\"]");
    assertThat(locks.state()).containsKey("a/unclaimed/l1");
    assertThat(step("{" + source + "}", "check")).isEqualTo("[]\n");
    String version = put.substring(put.indexOf("{\"ref\""), put.indexOf(",\"metadata\""));
    String got = step("{" + source + ",\"version\":" + version + "}", "in", test.dir().toString());
    assertThat(got).startsWith("{\"version\":" + version);
    assertThat(Files.readString(test.dir().resolve("released"))).isEqualTo("[\"a/l1\"]\n");
    assertThat(test.dir().resolve("report.json")).exists();
  }

  private static String step(String request, String... words) {
    try (Scenario test = new Scenario()) {
      test.env("TMPDIR", "@DIR@").args("pool", "resource").args(words).stdin(request);
      return test.run().assertExit(0).stdout();
    }
  }
}
