package runner.jobs.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.jobs.Delivery;
import runner.jobs.Job;
import runner.jobs.Jobs;
import runner.jobs.spool.HostQueue.Place;
import runner.support.Program;

/**
 * A spool of many more entries than anybody should have. {@code -Drunner.jobs.listed=100000} is the
 * long form.
 */
final class BacklogTest {
  private static final int MANY = Integer.getInteger("runner.jobs.listed", 1000);
  private static final int STARTED = 20;

  @TempDir Path dir;

  @Test
  @DisplayName("F7 a backlog is listed and claimed in the program's own 64 MB, the oldest first")
  void manyEntries() throws Exception {
    List<String> jids = fill();
    configure();
    Path text = timed("list", "jobs", "list");
    try (Stream<String> lines = Files.lines(text)) {
      assertThat(lines.map(line -> line.substring(0, line.indexOf(' ')))).isEqualTo(jids);
    }
    Path json = timed("list --json", "jobs", "list", "--json");
    try (Stream<String> lines = Files.lines(json)) {
      assertThat(lines.filter(line -> line.contains("\"jid\" : "))).hasSize(MANY);
    }
    timed("run-pending of " + STARTED, "jobs", "run-pending", "-q");
    assertThat(Files.readAllLines(dir.resolve("ledger"))).isEqualTo(jids.subList(0, STARTED));
    timed("purge", "jobs", "purge", "--older-than", "1d");
  }

  private List<String> fill() throws IOException {
    Instant now = Instant.now();
    HostQueue box = new HostQueue(dir.resolve("spool/hosts/web1"), "web1");
    Files.createDirectories(box.path());
    box.make();
    List<String> jids = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Job job = Jobs.any();
      JobFile entry = JobFile.submitted(Delivery.pending(job, "web1", ""), now);
      Path file = Files.write(box.file(Place.PENDING, job.jid()), entry.encode(now));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      jids.add(job.jid().text());
    }
    return jids;
  }

  private void configure() throws IOException {
    Files.writeString(
        dir.resolve("runner.cfg"),
        "[jobs]\njob_retry = yes\nhost_id = web1\ntasks_dir = jobs.d\ndir = spool\n"
            + ("max_jobs_per_boot = " + STARTED + "\n"));
    Path job = Files.createDirectory(dir.resolve("jobs.d")).resolve("rotate");
    Files.writeString(job, "#!/bin/sh\necho \"$RUNNER_JOB_ID\" >> ledger\n");
    Files.setPosixFilePermissions(job, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Runs the program; the file with what it printed. */
  private Path timed(String what, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(Program.launcher().toString(), "-c", "runner.cfg"));
    all.addAll(List.of("--state-dir", "state"));
    all.addAll(List.of(words));
    Path said = dir.resolve("said");
    Path complained = dir.resolve("complained");
    long begun = System.nanoTime();
    Process process =
        new ProcessBuilder(all)
            .directory(dir.toFile())
            .redirectOutput(said.toFile())
            .redirectError(complained.toFile())
            .start();
    assertThat(process.waitFor(60 + MANY / 500, TimeUnit.SECONDS)).as(what).isTrue();
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertThat(process.exitValue()).as(Files.readString(complained)).isZero();
    System.out.println(MANY + " entries, " + what + ": " + took.toMillis() + " ms");
    return said;
  }
}
