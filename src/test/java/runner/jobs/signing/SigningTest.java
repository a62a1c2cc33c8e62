package runner.jobs.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runner.jobs.Delivery;
import runner.jobs.Job;
import runner.jobs.Jobs;
import runner.jobs.Store;
import runner.task.ExitCode;
import runner.task.RunnerException;
import runner.trust.PathInspection;

/** Who signed a job for a host, and whether that is to be believed. */
final class SigningTest {
  @TempDir Path dir;

  @BeforeEach
  void keys() throws IOException {
    Keys.pair(dir, "alice");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 63, 64, 65, 1000})
  void each_of_many_hosts_finds_itself_in_a_signature(int count) {
    Job job = job("alice");
    List<String> hosts = IntStream.range(0, count).mapToObj(at -> "web" + at).toList();
    for (Store.Address to : signed("alice", job, hosts)) {
      assertThat(refusal(job, to.host(), to.signature())).isEmpty();
    }
  }

  @Test
  void what_was_signed_for_another_host_is_refused() {
    Job job = job("alice");
    String signature = signed("alice", job, List.of("web1", "web2")).get(0).signature();
    assertThat(refusal(job, "web2", signature)).isEmpty();
    assertThat(refusal(job, "web3", signature))
        .contains("the key 'alice' did not sign this job for web3");
  }

  @Test
  void what_was_signed_for_another_job_is_refused() {
    Job job = job("alice");
    String signature = signed("alice", job, List.of("web1")).get(0).signature();
    assertThat(refusal(job, "web1", signature)).isEmpty();
    assertThat(refusal(job("alice"), "web1", signature)).isPresent();
  }

  /** 64 share one: the first of the others has one that is not theirs. */
  @Test
  void what_was_signed_for_others_of_the_same_job_is_refused() {
    Job job = job("alice");
    List<String> hosts = IntStream.range(0, 65).mapToObj(at -> "web" + at).toList();
    List<Store.Address> all = signed("alice", job, hosts);
    assertThat(refusal(job, "web64", all.get(0).signature())).isPresent();
    assertThat(refusal(job, "web0", all.get(64).signature())).isPresent();
  }

  @Test
  void no_changed_character_of_a_signature_is_overlooked() {
    Job job = job("alice");
    String signature = signed("alice", job, List.of("web1", "web2", "web3")).get(1).signature();
    for (int at = 0; at < signature.length(); at++) {
      char other = signature.charAt(at) == 'A' ? 'B' : 'A';
      String changed = signature.substring(0, at) + other + signature.substring(at + 1);
      assertThat(refusal(job, "web2", changed)).as(changed).isPresent();
    }
    assertThat(refusal(job, "web2", signature + "AAAA")).isPresent();
    assertThat(refusal(job, "web2", "1:AAAA")).isPresent();
    assertThat(refusal(job, "web2", "1:")).isPresent();
    for (int length : List.of(63, 64, 64 + 31)) {
      String torn = "1:" + Base64.getEncoder().encodeToString(new byte[length]);
      assertThat(refusal(job, "web2", torn)).as(torn).isPresent();
    }
  }

  @Test
  void a_key_that_the_host_does_not_have_is_refused() throws IOException {
    Keys.pair(dir, "mallory");
    Files.delete(dir.resolve("mallory.pub"));
    Job job = job("mallory");
    String signature = signed("mallory", job, List.of("web1")).get(0).signature();
    assertThat(refusal(job, "web1", signature))
        .contains("this host does not trust the key 'mallory'");
  }

  @Test
  void a_key_that_calls_itself_by_anothers_name_is_refused() throws IOException {
    Keys.pair(dir, "mallory");
    Job job = job("alice");
    String signature = signed("mallory", job, List.of("web1")).get(0).signature();
    assertThat(refusal(job, "web1", signature)).isPresent();
  }

  @Test
  void an_unsigned_job_is_refused() {
    assertThat(refusal(Jobs.any(), "web1", "")).contains("it is not signed");
    assertThat(refusal(job("alice"), "web1", "")).contains("it is not signed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../alice", "alice/../alice", ".", "a b", "\u00e4"})
  void a_name_of_a_key_is_no_path(String name) {
    assertThat(refusal(job(name), "web1", "1:AAAA")).contains("'" + name + "' is no name of a key");
  }

  @Test
  void a_private_key_that_others_may_read_is_not_used() throws IOException {
    Path key = dir.resolve("alice.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> SigningKey.read(key))
        .isInstanceOfSatisfying(
            RunnerException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.UNSAFE))
        .hasMessage("%s: others may use this key; chmod 600 %s", key, key);
  }

  @Test
  void keys_of_openssl_are_keys() throws Exception {
    Path key = dir.resolve("bob.key");
    openssl("genpkey", "-algorithm", "ed25519", "-out", key.toString());
    openssl("pkey", "-in", key.toString(), "-pubout", "-out", dir.resolve("bob.pub").toString());
    Job job = job("bob");
    assertThat(refusal(job, "web1", signed("bob", job, List.of("web1")).get(0).signature()))
        .isEmpty();
  }

  /** Where an Ed25519 key is wanted, no other is taken for one, in whatever form openssl has it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "genrsa -traditional 2048",
        "genrsa 2048",
        "genpkey -algorithm ec -pkeyopt ec_paramgen_curve:prime256v1",
        "ecparam -genkey -name prime256v1",
        "genpkey -algorithm x25519",
        "genpkey -algorithm ed448",
      })
  void another_key_of_openssl_is_told_and_not_used(String words) throws Exception {
    Path key = dir.resolve("bob.key");
    openssl(words, key);
    isRefused(key);
    openssl("pkey", "-in", "" + key, "-pubout", "-out", pub("bob"));
    Job job = job("bob");
    String signature = signed("alice", job, List.of("web1")).get(0).signature();
    assertThat(refusal(job, "web1", signature))
        .contains(pub("bob") + " is no Ed25519 key in PEM, so nothing is signed with it");
  }

  @Test
  void a_key_with_a_password_is_told_and_not_used() throws Exception {
    Path key = dir.resolve("bob.key");
    openssl("genpkey -algorithm ed25519 -aes128 -pass pass:secret", key);
    isRefused(key);
  }

  private static void isRefused(Path key) throws IOException {
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> SigningKey.read(key))
        .isInstanceOfSatisfying(
            RunnerException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.CONFIG))
        .hasMessage("%s: is no Ed25519 key in PEM; runner jobs keygen bob", key);
  }

  private String pub(String name) {
    return dir.resolve(name + ".pub").toString();
  }

  /** Has openssl write a key. The order of its words differs from one command to the other. */
  private static void openssl(String words, Path to) throws Exception {
    List<String> all = new java.util.ArrayList<>(List.of(words.split(" ")));
    all.addAll(1, List.of("-out", to.toString()));
    openssl(all.toArray(String[]::new));
  }

  private static void openssl(String... words) throws Exception {
    List<String> all = new java.util.ArrayList<>(List.of("openssl"));
    all.addAll(List.of(words));
    assertThat(
            new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor())
        .isZero();
  }

  private static Job job(String keyId) {
    return Jobs.any().signedBy(keyId);
  }

  private List<Store.Address> signed(String key, Job job, List<String> hosts) {
    return SigningKey.read(dir.resolve(key + ".key")).sign(job, hosts);
  }

  private Optional<String> refusal(Job job, String self, String signature) {
    return new TrustedKeys(dir, self, PathInspection.ofThisProcess())
        .refusal(Delivery.pending(job, self, signature));
  }
}
