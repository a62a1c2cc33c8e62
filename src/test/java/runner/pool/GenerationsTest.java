package runner.pool;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runner.pool.judge.ReleaseDecision;
import runner.pool.report.PoolReport;

/** Every Concourse there ever was: where it gives a token, and which of two it takes. */
final class GenerationsTest {
  private static final String BUILD = "/api/v1/teams/main/pipelines/p/jobs/j/builds/1";

  @TempDir Path dir;

  private Locks claimed() {
    return Locks.with(dir, "a", "l1")
        .claim("a", "l1", "main/p/j build 1 claiming: l1", Duration.ofMinutes(5));
  }

  @ParameterizedTest(name = "Concourse {0} says of the build: {4}")
  @CsvSource({
    "3.14, /api/v1/teams/main/auth/token, value,        no,  started, KEEP",
    "3.14, /api/v1/teams/main/auth/token, value,        no,  failed,  RELEASE",
    "5.0,  /sky/token,                    access_token, no,  started, KEEP",
    "5.0,  /sky/token,                    access_token, no,  failed,  RELEASE",
    "6.1,  /sky/issuer/token,             id_token,     yes, started, KEEP",
    "6.1,  /sky/issuer/token,             id_token,     yes, failed,  RELEASE",
    "7.0,  /sky/issuer/token,             access_token, yes, started, KEEP",
    "7.0,  /sky/issuer/token,             access_token, yes, failed,  RELEASE"
  })
  void a_token_is_had_from_every_generation(
      String version, String route, String good, String both, String status, String decision) {
    Locks locks = claimed();
    try (Atc atc = new Atc().build(BUILD, status)) {
      atc.taking(exchange -> generation(exchange, route, good, both.equals("yes")));
      PoolReport report = new Run(locks, "a:60").atc(atc.url()).status();
      assertThat(report.findings()).hasSize(1);
      ReleaseDecision judgement = report.findings().get(0).judgement();
      assertThat(judgement.decision()).as(judgement.words()).hasToString(decision);
    }
  }

  private static boolean generation(HttpExchange exchange, String route, String good, boolean both)
      throws IOException {
    String target = Atc.target(exchange);
    if (target.equals("/api/v1/user")) {
      boolean known = "Bearer tok".equals(exchange.getRequestHeaders().getFirst("Authorization"));
      return Atc.answer(exchange, known ? 200 : 401, known ? "{}" : "");
    }
    if (!target.endsWith("/token")) {
      return false;
    }
    if (!target.equals(route)) {
      return Atc.answer(exchange, 404, "");
    }
    boolean right =
        good.equals("value")
            ? "Basic dTpzM2NyM3Q=".equals(exchange.getRequestHeaders().getFirst("Authorization"))
            : "Basic Zmx5OlpteDU=".equals(exchange.getRequestHeaders().getFirst("Authorization"));
    String other = good.equals("id_token") ? "access_token" : "id_token";
    String second = both ? ",\"" + other + "\":\"bad\"" : "";
    return Atc.answer(exchange, right ? 200 : 401, "{\"" + good + "\":\"tok\"" + second + "}");
  }

  @Test
  void an_expired_token_is_renewed_once() {
    Locks locks = claimed();
    int[] asked = new int[1];
    try (Atc atc = new Atc().build(BUILD, "failed")) {
      atc.taking(
          exchange ->
              Atc.target(exchange).equals(BUILD)
                  && asked[0]++ == 0
                  && Atc.answer(exchange, 401, ""));
      assertThat(new Run(locks, "a:60").atc(atc.url()).clean().released()).isEqualTo(1);
      assertThat(atc.asked()).filteredOn(line -> line.contains("/sky/issuer/token")).hasSize(2);
    }
  }

  @Test
  void a_build_url_of_another_concourse_gets_no_question_and_no_token() {
    Locks locks = Locks.with(dir, "a", "l1");
    try (Atc atc = new Atc();
        Atc other = new Atc()) {
      String url = other.url() + "/teams/main/pipelines/p/jobs/j/builds/1 ";
      locks.claim("a", "l1", "claiming: l1\nBuild URL: " + url, Duration.ofHours(5));
      PoolReport report = new Run(locks, "a:60").atc(atc.url()).clean();
      assertThat(report.unknown()).isEqualTo(1);
      assertThat(other.asked()).isEmpty();
      assertThat(atc.asked()).noneMatch(line -> line.contains("/builds/"));
    }
  }

  @Test
  void a_private_authority_is_trusted_when_it_is_named_and_only_then() throws Exception {
    Locks locks = claimed();
    try (Atc atc = new Atc(https()).build(BUILD, "failed")) {
      String url = atc.url().replace("http://127.0.0.1", "https://localhost");
      PoolReport without = new Run(locks, "a:60").atc(url).status();
      assertThat(without.unknown()).isEqualTo(1);
      assertThat(atc.asked()).isEmpty();
      PoolReport with = new Run(locks, "a:60").atc(url).trusting(dir.resolve("ca.pem")).status();
      assertThat(with.stale()).isEqualTo(1);
    }
  }

  /** A server whose certificate an authority of this test's own has signed. */
  private HttpsServer https() throws Exception {
    keytool("-genkeypair -alias ca -dname CN=ca -ext bc:c -keystore ca.p12");
    keytool("-genkeypair -alias web -dname CN=localhost -keystore web.p12");
    keytool("-exportcert -rfc -alias ca -keystore ca.p12 -file ca.pem");
    keytool("-certreq -alias web -keystore web.p12 -file web.csr");
    keytool(
        "-gencert -rfc -alias ca -ext san=dns:localhost -keystore ca.p12 -infile web.csr -outfile web.pem");
    keytool("-importcert -noprompt -alias ca -keystore web.p12 -file ca.pem");
    keytool("-importcert -noprompt -alias web -keystore web.p12 -file web.pem");
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(dir.resolve("web.p12"))) {
      store.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return server;
  }

  private void keytool(String words) throws Exception {
    String program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String all = program + " " + words + " -storepass changeit -storetype PKCS12";
    String keys = words.startsWith("-genkeypair") ? all + " -keyalg EC" : all;
    Process process =
        new ProcessBuilder(List.of(keys.split(" ", -1)))
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(Optional.of(said)).isPresent();
  }
}
