package runner.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runner.jobs.Inbox;
import runner.jobs.JobSettings.Database;
import runner.support.ProgramResult;

/** The keys that Puppet and openssl write let a host in, in whatever form; else it is told why. */
final class KeyFilesTest {
  private static final Fixture FIXTURE = Fixture.create();

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "genrsa -traditional 2048",
        "genrsa -traditional 4096",
        "genrsa 2048",
        "genpkey -algorithm ec -pkeyopt ec_paramgen_curve:prime256v1",
        "genpkey -algorithm ed25519",
      })
  void a_key_of_openssl_lets_a_host_in(String words) throws Exception {
    DatabaseAccess access = DatabaseAccess.of(settings(key(words)));
    try (Inbox inbox = FleetDatabase.open(access, host -> access).inbox("keys")) {
      assertThat(inbox.hello(new Inbox.Hello("i1", "boot1", "0.1.0")).open()).isEmpty();
    }
  }

  @Test
  void puppets_form_is_that_of_pkcs_1() throws Exception {
    assertThat(key("genrsa -traditional 2048")).content().startsWith("-----BEGIN RSA PRIVATE KEY");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ecparam -genkey -name prime256v1",
        "genrsa -traditional -aes128 -passout pass:secret 2048",
        "genpkey -algorithm ed25519 -aes128 -pass pass:secret",
      })
  void a_key_in_another_form_is_told_with_the_command_that_mends_it(String words) throws Exception {
    Path key = key(words);
    try (Party host = Party.host(FIXTURE, "keys")) {
      ProgramResult outcome = host.with("ssl_key = " + key).runs("jobs", "check");
      assertThat(outcome.stdout())
          .contains(key + ": has no plain private key; openssl pkcs8 -topk8 -nocrypt -in " + key);
      assertThat(outcome.exit()).isEqualTo(78);
    }
  }

  @Test
  void a_torn_key_is_told() throws Exception {
    Path key = dir.resolve("torn.key");
    Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nabc=def\n-----END PRIVATE KEY-----\n");
    try (Party host = Party.host(FIXTURE, "keys")) {
      ProgramResult outcome = host.with("ssl_key = " + key).runs("jobs", "check");
      assertThat(outcome.stdout()).contains(key + ": has no plain private key");
      assertThat(outcome.exit()).isEqualTo(78);
    }
  }

  @Test
  void a_key_of_another_certificate_is_told() throws Exception {
    Path key = key("genrsa 2048");
    try (Party host = Party.host(FIXTURE, "keys")) {
      ProgramResult outcome = host.with("ssl_key = " + key).runs("jobs", "check");
      assertThat(outcome.stdout()).contains(key + ": is not the key of ");
      assertThat(outcome.exit()).isEqualTo(78);
    }
  }

  /** A key, and in {@code host.crt} a certificate for it. */
  private Path key(String words) throws Exception {
    List<String> all = new ArrayList<>(List.of(words.split(" ")));
    all.addAll(1, List.of("-out", "host.key"));
    openssl(all);
    String ca = FIXTURE.server().tls("ca").toString();
    String request = "req -new -key host.key -passin pass:secret -subj /CN=keys -out host.csr";
    String signed = "x509 -req -in host.csr -CA %1$s.crt -CAkey %1$s.key -days 2 -out host.crt";
    openssl(List.of(request.split(" ")));
    openssl(List.of((signed.formatted(ca) + " -set_serial " + System.nanoTime()).split(" ")));
    return dir.resolve("host.key");
  }

  private Database settings(Path key) {
    Database of = FIXTURE.settings("keys", "");
    return new Database(
        of.url(),
        Optional.of(dir.resolve("host.crt")),
        Optional.of(key),
        of.sslCa(),
        of.trustedKeys(),
        of.signingKey(),
        of.connectTimeout());
  }

  private void openssl(List<String> words) throws Exception {
    List<String> all = new ArrayList<>(List.of("openssl"));
    all.addAll(words);
    Path said = dir.resolve("said");
    Process process =
        new ProcessBuilder(all)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(said)).isZero();
  }
}
