package runner.jobs.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.jobs.Delivery.State;
import runner.jobs.Job;
import runner.jobs.Jobs;
import runner.jobs.Store;

/** Files of a spool that are late, damaged, foreign or dangerous hold up no other. */
final class SpoolFaultsTest {
  @TempDir Path dir;

  private final List<Job> good = new ArrayList<>();

  private HostCase host() {
    HostCase host = new HostCase(dir);
    for (int i = 0; i < 2; i++) {
      good.add(host.submit(Jobs.any()));
    }
    return host;
  }

  private Path pending(String name) {
    return dir.resolve("spool/hosts/web1/pending").resolve(name);
  }

  private List<String> quarantine() throws IOException {
    try (Stream<Path> all = Files.list(dir.resolve("spool/hosts/web1/quarantine"))) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".why"))
          .sorted()
          .toList();
    }
  }

  private void onlyTheGoodRan(HostCase host, int setAside) throws IOException {
    good.add(host.submit(Jobs.any()));
    host.start();
    assertThat(host.ledger())
        .containsExactlyElementsOf(good.stream().map(job -> job.jid().text()).toList());
    assertThat(quarantine()).hasSize(setAside);
    assertThat(host.warnings.stream().filter(text -> text.contains("was set aside")))
        .hasSize(setAside);
  }

  @Test
  @DisplayName("F3 a job whose time is over is not run; one that runs is not cut")
  void expired() {
    HostCase host = host();
    Instant old = Instant.now().minus(Duration.ofHours(2));
    Job late = host.submit(new Jobs().submitted(old).expiry(Duration.ofHours(1)).job());
    host.task("slow", "until [ -e \"$0.go\" ]; do sleep .05; done");
    Job slow =
        host.submit(new Jobs().task("slow").submitted(old).expiry(Duration.ofSeconds(7203)).job());
    Thread later = new Thread(() -> releaseOnceExpired(slow));
    later.start();
    host.start();
    assertThat(host.state(late)).isEqualTo(State.EXPIRED);
    assertThat(host.state(slow)).isEqualTo(State.SUCCEEDED);
    assertThat(host.ledger()).hasSize(2);
  }

  private void releaseOnceExpired(Job job) {
    try (Store.Watch watch = new HostCase(dir).store().watch(job.jid())) {
      while (Instant.now().isBefore(job.terms().expiresAt())) {
        watch.await(Duration.between(Instant.now(), job.terms().expiresAt()));
      }
      Files.createFile(dir.resolve("jobs.d/slow.go"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("F5 each way to damage an entry sets that one aside, and the others run")
  void damaged() throws IOException {
    HostCase host = host();
    int ways = 7;
    for (int way = 0; way < ways; way++) {
      Path file = pending(host.submit(Jobs.any()).jid().text());
      byte[] bytes = Files.readAllBytes(file);
      byte[] changed = bytes.clone();
      changed[bytes.length / 2] ^= 1;
      switch (way) {
        case 0 -> Files.write(file, changed);
        case 1 -> Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));
        case 2 -> Files.write(file, Arrays.copyOf(bytes, bytes.length + 8192));
        case 3 -> Files.write(file, new byte[0]);
        case 4 -> Files.write(file, new byte[2 << 20]);
        case 5 -> Files.writeString(file, "{\"v\":99}\n{}\n");
        default -> Files.writeString(file, Files.readString(file).replace("pending", "delivered"));
      }
    }
    onlyTheGoodRan(host, ways);
  }

  @Test
  @DisplayName("F6 a clock that is wrong keeps a job waiting, visibly, and no other one")
  void wrongClock() {
    HostCase host = host();
    Instant future = Instant.parse("2099-01-01T00:00:00Z");
    Job ahead = host.submit(new Jobs().submitted(future).job());
    Instant past = Instant.parse("1970-01-02T00:00:00Z");
    Job behind = host.submit(new Jobs().submitted(past).expiry(Duration.ofDays(36500)).job());
    host.start();
    assertThat(host.state(ahead)).isEqualTo(State.PENDING);
    assertThat(host.delivery(ahead).isHeld(Instant.now())).isTrue();
    assertThat(host.ledger()).hasSize(3).startsWith(behind.jid().text());
  }

  @Test
  @DisplayName("F6 at a start in 1970 nothing runs and nothing expires")
  void clockOf1970() {
    HostCase host = host();
    host.clock.offset(Duration.between(Instant.now(), Instant.EPOCH));
    host.start();
    assertThat(host.ledger()).isEmpty();
    host.clock.offset(Duration.ZERO);
    host.start();
    assertThat(host.ledger()).hasSize(2);
  }

  @Test
  @DisplayName("F8 names that are none of ours are set aside wherever they are found")
  void foreignNames() throws IOException {
    HostCase host = host();
    for (String name : List.of("-f", "a b", "x".repeat(250), "A", "a", "with\nline", ".hidden")) {
      Files.writeString(pending(name), "x");
    }
    Files.createDirectory(pending("20260101000000000000_abcdef"));
    onlyTheGoodRan(host, 8);
    assertThat(host.warnings).hasSize(8);
  }

  @Test
  @DisplayName("F9 an entry for another host is not run, and neither is one of another name")
  void othersEntries() throws IOException {
    HostCase host = host();
    Job others = Jobs.any();
    host.store().submit(others, List.of(new Store.Address("web2", "")));
    Files.move(
        dir.resolve("spool/hosts/web2/pending").resolve(others.jid().text()),
        pending(others.jid().text()));
    Job renamed = host.submit(Jobs.any());
    Files.move(pending(renamed.jid().text()), pending("20260101000000000000_abcdef"));
    onlyTheGoodRan(host, 2);
    assertThat(host.warnings).anyMatch(text -> text.contains("a job for web2, not for web1"));
  }

  @Test
  @DisplayName("F11 an entry that others could have written is set aside")
  void unsafeEntries() throws IOException {
    HostCase host = host();
    List<Job> bad = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      bad.add(host.submit(Jobs.any()));
    }
    Path open = pending(bad.get(0).jid().text());
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-rw-rw-"));
    Path linked = pending(bad.get(1).jid().text());
    Files.move(linked, dir.resolve("target"));
    Files.createSymbolicLink(linked, dir.resolve("target"));
    Path twice = pending(bad.get(2).jid().text());
    Files.createLink(dir.resolve("second"), twice);
    Path foreign = pending(bad.get(3).jid().text());
    boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    if (root) {
      Files.setAttribute(foreign, "unix:uid", 65534);
    } else {
      System.err.println("NOT RUN: an entry of another user, which needs root");
      good.add(bad.get(3));
    }
    onlyTheGoodRan(host, root ? 4 : 3);
  }

  @Test
  @DisplayName("H1 a job that others could have written is rejected, not run")
  void unsafeExecutables() throws IOException {
    HostCase host = host();
    Path file = dir.resolve("jobs.d/rotate");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xrwx"));
    host.start();
    boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    assertThat(host.state(good.get(0))).isEqualTo(root ? State.REJECTED : State.SUCCEEDED);
    if (root) {
      assertThat(host.delivery(good.get(0)).result().reason())
          .contains("writable by everyone", "chmod o-w");
      assertThat(host.ledger()).isEmpty();
    }
  }

  @Test
  void the_end_of_the_output_is_kept_as_text() {
    HostCase host = new HostCase(dir);
    host.task("talk", "head -c 100000 /dev/zero | tr '\\0' x; printf '\\000\\377\\303\\244 end'");
    Job job = host.submit(new Jobs().task("talk").job());
    host.start();
    String tail = host.delivery(job).result().tail();
    assertThat(tail).endsWith("x\ufffd\ufffd\u00e4 end").hasSizeLessThanOrEqualTo(4096);
    assertThat(tail.getBytes(UTF_8).length).isGreaterThan(4000);
  }
}
