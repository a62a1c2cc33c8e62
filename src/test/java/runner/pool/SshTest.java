package runner.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** A lock repository behind a real sshd: its key, and the host's. */
@ExtendWith(Cases.class)
final class SshTest {
  private static final String KEY = "POOL_REPO_SSH_PRIVATE_KEY";
  private static final String HOSTS = "POOL_KNOWN_HOSTS";

  private static Locks claimed(Scenario test) {
    return Locks.with(test.dir(), "a", "l1").claim("a", "l1", "old", Duration.ofHours(2));
  }

  private static Scenario clean(Scenario test, SshServer server, Locks locks) {
    return test.args("pool", "--repo", server.url(locks.bare()), "--pools", "a:60", "clean")
        .env("TMPDIR", "@DIR@");
  }

  private static void assertNothingLeft(Scenario test) throws IOException {
    try (Stream<Path> all = Files.list(test.dir())) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith("runner-pool-"));
    }
  }

  @Test
  void the_key_lets_in_and_the_host_is_known(Scenario test) throws Exception {
    Locks locks = claimed(test);
    try (SshServer server = SshServer.start(test.dir())) {
      clean(test, server, locks)
          .env(KEY, server.key("user").strip())
          .env(HOSTS, server.knownHost("host"))
          .run()
          .assertExit(0);
    }
    assertThat(locks.state()).containsKey("a/unclaimed/l1");
    assertNothingLeft(test);
  }

  @Test
  void host_keys_may_stand_in_a_file(Scenario test) throws Exception {
    Locks locks = claimed(test);
    try (SshServer server = SshServer.start(test.dir())) {
      test.file("hosts", server.knownHost("host"));
      clean(test, server, locks)
          .env(KEY, server.key("user"))
          .env(HOSTS, "@DIR@/hosts")
          .run()
          .assertExit(0);
    }
    assertThat(locks.state()).containsKey("a/unclaimed/l1");
  }

  /** A run with a key and a host key of these names, of which one is not right. */
  private static ProgramResult refused(Scenario test, String key, String host) throws Exception {
    Locks locks = claimed(test);
    try (SshServer server = SshServer.start(test.dir())) {
      ProgramResult outcome =
          clean(test, server, locks)
              .env(KEY, server.key(key))
              .env(HOSTS, server.knownHost(host))
              .run()
              .assertExit(69);
      assertThat(locks.state()).containsKey("a/claimed/l1");
      assertNothingLeft(test);
      return outcome;
    }
  }

  @Test
  void a_server_with_another_host_key_is_not_believed(Scenario test) throws Exception {
    assertThat(refused(test, "user", "stranger").stderr()).contains("Host key verification failed");
  }

  @Test
  void a_key_that_is_not_let_in_is_said_and_never_shown(Scenario test) throws Exception {
    assertThat(refused(test, "stranger", "host").stderr())
        .contains("Permission denied")
        .doesNotContain("PRIVATE KEY");
  }
}
