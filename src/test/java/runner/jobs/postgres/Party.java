package runner.jobs.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import runner.support.ProgramResult;
import runner.support.Scenario;

/**
 * A machine of the fleet, or a person's: a case's folder with a certificate and a configuration.
 */
final class Party implements AutoCloseable {
  private final Fixture fixture;
  private final String certificate;
  private final Scenario files = new Scenario();
  private String more = "";

  private Party(Fixture fixture, String certificate) {
    this.fixture = fixture;
    this.certificate = certificate;
    fixture.server().certificate(certificate, "/CN=" + certificate);
  }

  /** A host, which trusts the keys in its folder {@code keys.d}. */
  static Party host(Fixture fixture, String name) {
    Party host = new Party(fixture, name);
    host.files.directory("keys.d");
    host.job("rotate", "echo \"$RUNNER_JOB_ID $*\" >> ledger; echo rotated");
    host.files.task("1-chain", "");
    return host.with("url = " + fixture.settings(name, "").url() + "\nhost_id = " + name);
  }

  /** Somebody who submits. */
  static Party person(Fixture fixture, String role) {
    Party person = new Party(fixture, role);
    return person.with("url = " + fixture.settings(role, "?user=" + role).url());
  }

  /** Adds lines to section [jobs]; the last one of a key counts. */
  Party with(String lines) {
    more = more + lines + "\n";
    String tls = fixture.server().tls(".").normalize().toString();
    files.file(
        "runner.cfg",
        """
        [runner]
        max_tries = 1
        [jobs]
        job_retry = yes
        backend = postgresql
        ssl_cert = %1$s/%2$s.crt
        ssl_key = %1$s/%2$s.key
        ssl_ca = %1$s/ca.crt
        trusted_keys_dir = @DIR@/keys.d
        tasks_dir = @DIR@/jobs.d
        connect_timeout = 20
        %3$s
        """
            .formatted(tls, certificate, more));
    return this;
  }

  Party job(String name, String body) {
    files.script("jobs.d/" + name, body);
    return this;
  }

  Party task(String name, String body) {
    files.task(name, body);
    return this;
  }

  Party file(String path, String text) {
    files.file(path, text);
    return this;
  }

  Party secret(String path, String text) {
    files.file(path, text, 0600);
    return this;
  }

  Party env(String name, String value) {
    files.env(name, value);
    return this;
  }

  Path dir() {
    return files.dir();
  }

  /** Runs the program with these arguments after {@code -c runner.cfg}. */
  ProgramResult runs(String... arguments) {
    return files.clearArgs().args("-c", "@DIR@/runner.cfg").args(arguments).run();
  }

  /** Runs the program for a start; returns the classes it loaded, as the JVM names them. */
  Set<String> loaded() throws IOException {
    return files.clearArgs().args("-c", "@DIR@/runner.cfg").loaded();
  }

  @Override
  public void close() {
    files.close();
  }
}
