package runner.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** Rivals, hostile input and hard stops, through the whole program. */
@ExtendWith(Cases.class)
final class PoolFaultsTest {
  private static final String BUILD = "/api/v1/teams/main/pipelines/p/jobs/j/builds/";
  private static final String CLAIM = "main/p/j build 1 claiming: l1";

  private static Scenario pool(Scenario test, Locks locks, String... words) {
    return test.args("pool", "--repo", locks.bare().toString(), "--pools", "a:60")
        .args(words)
        .env("NO_PROXY", "*")
        .env("TMPDIR", "@DIR@");
  }

  private static Scenario asking(Scenario test, Atc atc) {
    return test.env("CONCOURSE_BASE_URL", atc.url())
        .env("CONCOURSE_USERNAME", "u")
        .env("CONCOURSE_PASSWORD", "s3cr3t-word");
  }

  private static Locks claimed(Scenario test, String message) {
    return Locks.with(test.dir(), "a", "l1", "l2").claim("a", "l1", message, Duration.ofHours(2));
  }

  private static boolean isFree(Locks locks, String lock) {
    return locks.state().containsKey("a/unclaimed/" + lock);
  }

  private static List<Path> left(Scenario test) throws IOException {
    try (Stream<Path> all = Files.list(test.dir())) {
      return all.filter(path -> path.getFileName().toString().startsWith("runner-")).toList();
    }
  }

  @Test
  @DisplayName("G1 a branch that moves inside the push: both commits are in the end")
  void g1(Scenario test) {
    Locks locks = claimed(test, "old");
    PreReceive.write(locks, PreReceive.races(locks, test.dir()));
    pool(test, locks, "clean").run().assertExit(0);
    assertThat(locks.lines("log", "--format=%s")).startsWith("unclaiming: l1\nrival\nold");
  }

  @Test
  @DisplayName("G2 released and claimed anew between look and push: the new owner keeps it")
  void g2(Scenario test) {
    Locks locks = claimed(test, CLAIM);
    try (Atc atc = new Atc().build(BUILD + "1", "failed").build(BUILD + "2", "started")) {
      atc.taking(
          exchange -> {
            if (Atc.target(exchange).equals(BUILD + "1")) {
              locks.release("a", "l1", "unclaiming: l1", Duration.ZERO);
              locks.claim("a", "l1", "main/p/j build 2 claiming: l1", Duration.ZERO);
            }
            return false;
          });
      asking(pool(test, locks, "clean"), atc).run().assertExit(0);
    }
    assertThat(isFree(locks, "l1")).isFalse();
  }

  @ParameterizedTest(name = "G3 Concourse answers with {0}: unknown is kept")
  @ValueSource(strings = {"drip", "endless", "html", "redirect", "400", "403", "foreign 404"})
  void g3(String answer) throws Exception {
    try (Scenario test = new Scenario();
        Atc atc = new Atc();
        Atc other = new Atc()) {
      Locks locks = claimed(test, CLAIM);
      atc.taking(exchange -> BadAnswers.give(answer, exchange, other));
      ProgramResult outcome = asking(pool(test, locks, "clean"), atc).run();
      outcome.assertExit(3).assertWithin(Duration.ofSeconds(40));
      assertThat(isFree(locks, "l1")).isFalse();
      assertThat(other.asked()).isEmpty();
    }
  }

  @Test
  @DisplayName("G4 a git server that wants a password: no prompt, no hang, 69")
  void g4(Scenario test) {
    try (Atc server = new Atc()) {
      server.taking(
          exchange -> {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=locks");
            return Atc.answer(exchange, 401, "");
          });
      String url = server.url().replace("//", "//bob:s3cr3t-word@") + "/locks.git";
      ProgramResult outcome =
          test.args("pool", "-v", "--repo", url, "--pools", "a:60", "clean")
              .env("TMPDIR", "@DIR@")
              .env("no_proxy", "*")
              .run();
      outcome.assertExit(69).assertWithin(Duration.ofSeconds(40)).assertNoOrphans();
      assertThat(outcome.stderr()).doesNotContain("s3cr3t-word", "bob");
      assertThat(server.asked()).anyMatch(line -> line.contains("Ym9iOnMzY3IzdC13b3Jk"));
    }
  }

  @ParameterizedTest(name = "G5 a forged claim {0}")
  @ValueSource(
      strings = {"main/p/j build 1; touch pwned claiming: l1", "\u001b[2J\u202e", "$(touch pwned)"})
  void g5(String message) {
    try (Scenario test = new Scenario();
        Atc atc = new Atc()) {
      Locks locks = Locks.with(test.dir(), "a", "l1").claim("a", "l1", message, Duration.ZERO);
      ProgramResult outcome = asking(pool(test, locks, "explain", "a/l1"), atc).run();
      assertThat(outcome.stdout()).doesNotContain("\u001b", "\u202e");
      assertThat(test.dir().resolve("pwned")).doesNotExist();
    }
  }

  @Test
  @DisplayName("G5 a claim dated 2099, with a message of a megabyte")
  void g5_future(Scenario test) {
    Locks locks = Locks.with(test.dir(), "a", "l1");
    locks.write("a/claimed/l1", "x").commit("x".repeat(1 << 20), "4070908800 +0000");
    locks.write("b", "y");
    ProgramResult outcome = pool(test, locks, "clean").run();
    outcome.assertExit(3);
    assertThat(outcome.stderr()).contains("claimed in the future");
  }

  @Test
  @DisplayName("G7 killed in the middle: the next run cleans up after it and does the work")
  void g7(Scenario test) throws Exception {
    Locks locks = claimed(test, CLAIM);
    try (Atc atc = new Atc().build(BUILD + "1", "failed")) {
      Path trace = test.dir().resolve("trace");
      PreReceive.write(locks, "echo in-push >> '" + trace + "'\nsleep 5\nexit 0\n");
      asking(pool(test, locks, "clean"), atc).signalWhen("in-push", "KILL").run();
      assertThat(left(test)).hasSize(1);
      PreReceive.write(locks, "exit 0\n");
      test.signalWhen("never", "KILL").run().assertExit(0);
    }
    assertThat(isFree(locks, "l1")).isTrue();
    locks.lines("fsck", "--strict");
    assertThat(left(test)).isEmpty();
  }

  @Test
  @DisplayName("G7 TERM in the middle: git is ended, nothing is left, 143")
  void g7_term(Scenario test) throws Exception {
    Locks locks = claimed(test, "old");
    Path trace = test.dir().resolve("trace");
    PreReceive.write(locks, "echo in-push >> '" + trace + "'\nsleep 60\nexit 0\n");
    ProgramResult outcome = pool(test, locks, "clean").signalWhen("in-push", "TERM").run();
    outcome.assertExit(143).assertWithin(Duration.ofSeconds(40)).assertNoOrphans();
    assertThat(left(test)).isEmpty();
    assertThat(isFree(locks, "l1")).isFalse();
  }

  @Test
  @DisplayName("a server that never answers the push: the time for the whole run ends it, 1")
  void timeout(Scenario test) {
    Locks locks = claimed(test, "old");
    PreReceive.write(locks, "sleep 60\nexit 0\n");
    ProgramResult outcome = pool(test, locks, "--timeout", "3s", "clean").run();
    outcome.assertExit(1).assertWithin(Duration.ofSeconds(40)).assertNoOrphans();
    assertThat(outcome.stderr()).contains("not finished within 3 s");
  }

  @ParameterizedTest(name = "G8 {0}")
  @ValueSource(
      strings = {
        "--repo=--upload-pack=touch pwned",
        "--repo=ext::sh -c touch% pwned",
        "--repo=fd::17",
        "--pools=../x:60",
        "--pools=a/../../x:60",
        "--branch=--exec=x",
        "--branch=a..b"
      })
  void g8(String option) {
    try (Scenario test = new Scenario()) {
      Locks locks = claimed(test, "old");
      ProgramResult outcome = pool(test, locks, option, "clean").run();
      outcome.assertExit(64);
      assertThat(isFree(locks, "l1")).isFalse();
      assertThat(test.dir().resolve("pwned")).doesNotExist();
    }
  }

  @Test
  @DisplayName("G8 a lock that is a link is kept and told")
  void g8_link(Scenario test) {
    Locks locks = Locks.with(test.dir(), "a", "l1");
    locks.write("a/claimed/evil", "/etc/passwd", "120000").commit("old", Duration.ofHours(2));
    ProgramResult outcome = pool(test, locks, "clean").run();
    outcome.assertExit(3);
    assertThat(outcome.stdout()).contains("it is no file but a link");
  }

  @Test
  @DisplayName("G9 secrets are in no argument, output or file that stays")
  void g9(Scenario test) throws Exception {
    Locks locks = claimed(test, CLAIM);
    Path trace = test.dir().resolve("trace");
    PreReceive.write(locks, "ps -eo args > '" + trace + ".ps'\nexit 0\n");
    try (Atc atc = new Atc().build(BUILD + "1", "failed")) {
      ProgramResult outcome =
          asking(pool(test, locks, "-v", "clean"), atc)
              .env("POOL_REPO_SSH_PRIVATE_KEY", "k3y-text")
              .env("POOL_REPO_PASSWORD", "w0rd-text")
              .run();
      outcome.assertExit(0);
      String seen =
          outcome
              + outcome.stdout()
              + outcome.stderr()
              + Files.readString(test.dir().resolve("trace.ps"));
      assertThat(seen).doesNotContain("k3y-text", "w0rd-text", "s3cr3t-word");
    }
    assertThat(left(test)).isEmpty();
  }
}
