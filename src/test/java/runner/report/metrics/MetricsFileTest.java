package runner.report.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.event.ChainOutcome;
import runner.event.Event;
import runner.event.TaskAttempt;
import runner.support.FakeClock;
import runner.support.Golden;
import runner.task.Clock;
import runner.task.Exit;
import runner.task.TaskName;
import runner.task.Verdict;

/** What Prometheus reads of a chain, at each of its turns. */
final class MetricsFileTest {
  private static final TaskName FIRST = new TaskName("1-a");
  private static final TaskName ODD = new TaskName("2-\"b\\\n{");
  private static final TaskAttempt ATTEMPT = new TaskAttempt(FIRST, 1, 5, false);

  @TempDir Path dir;
  private final List<Event> warnings = new ArrayList<>();

  private Path file() {
    return dir.resolve("runner.prom");
  }

  private MetricsFile opened(long now) {
    Clock clock = new FakeClock(Instant.ofEpochSecond(now));
    return new MetricsFile(file(), "0.1.0", Duration.ofMillis(1500), clock, warnings::add);
  }

  private static Event started() {
    return new Event.IterationStarted(1, "r1", List.of(FIRST, ODD));
  }

  private static Event finished(ChainOutcome outcome) {
    return new Event.IterationFinished(1, outcome, Duration.ofMillis(12_345));
  }

  private static Event ran(int code, Verdict verdict) {
    Exit exit = Exit.ended(code, Duration.ofMillis(2050));
    return new Event.TaskFinished(ATTEMPT, exit, verdict, false);
  }

  private String written() throws IOException {
    return Files.readString(file());
  }

  private List<String> samples() throws IOException {
    return written().lines().filter(line -> !line.startsWith("#")).toList();
  }

  private void assertValid() throws IOException, InterruptedException {
    ProcessBuilder promtool = new ProcessBuilder("promtool", "check", "metrics");
    promtool.redirectInput(file().toFile()).redirectErrorStream(true);
    Path said = dir.resolve("said");
    Process process = promtool.redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(said)).isEmpty();
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void promtool_finds_nothing_wrong_with_a_whole_chain() throws Exception {
    MetricsFile metrics = opened(1_700_000_000);
    metrics.accept(started());
    assertValid();
    metrics.accept(ran(1, Verdict.RETRY));
    metrics.accept(new Event.RetryScheduled(FIRST, 2, Duration.ofSeconds(1)));
    assertValid();
    metrics.accept(ran(0, Verdict.OK));
    metrics.accept(new Event.TaskSkipped(ODD, "never", Optional.empty()));
    metrics.accept(finished(ChainOutcome.SUCCEEDED));
    assertValid();
    Golden.assertSame("chain.prom", written());
  }

  @Test
  void the_last_success_is_known_after_a_restart_and_a_failure() throws IOException {
    opened(1000).accept(started());
    assertThat(written()).doesNotContain("runner_chain_success", "last_success");
    opened(1000).accept(finished(ChainOutcome.SUCCEEDED));
    opened(2000).accept(started());
    assertThat(samples())
        .contains("runner_chain_success 1", "runner_chain_duration_seconds 12.345");
    opened(2000).accept(finished(ChainOutcome.HALTED));
    assertThat(samples())
        .contains(
            "runner_chain_success 0",
            "runner_chain_state{state=\"halted\"} 1",
            "runner_chain_last_success_timestamp_seconds 1000");
  }

  @Test
  void a_task_that_was_ended_at_its_limit_has_no_code() throws IOException {
    MetricsFile metrics = opened(1000);
    metrics.accept(started());
    Exit exit = Exit.timedOut(143, Duration.ofSeconds(3), "max_time");
    metrics.accept(new Event.TaskFinished(ATTEMPT, exit, Verdict.RETRY, false));
    metrics.accept(finished(ChainOutcome.FAILED));
    assertThat(samples())
        .contains("runner_task_last_result{task=\"1-a\",result=\"retry\"} 1")
        .noneMatch(line -> line.startsWith("runner_task_exit_code"));
  }

  @Test
  void everybody_may_read_it_and_nothing_else_is_left() throws IOException {
    // No process has this id: it is larger than any pid_max (proc(5)).
    Files.writeString(dir.resolve(".runner.prom.4194305.new"), "left by a crash");
    opened(1000).accept(started());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-r--r--");
    assertThat(dir.toFile().list()).containsExactly("runner.prom");
  }

  @Test
  void a_link_left_in_the_way_leads_nowhere() throws IOException {
    Path victim = Files.writeString(dir.resolve("victim"), "mine");
    String draft = ".runner.prom." + ProcessHandle.current().pid() + ".new";
    Files.createSymbolicLink(dir.resolve(draft), victim);
    Files.createSymbolicLink(file(), victim);
    opened(1000).accept(started());
    assertThat(victim).hasContent("mine");
    assertThat(Files.isSymbolicLink(file())).isFalse();
    assertThat(warnings).isEmpty();
  }

  @Test
  void that_it_cannot_be_written_is_said_once() throws IOException {
    Files.createDirectory(file());
    MetricsFile metrics = opened(1000);
    metrics.accept(started());
    metrics.accept(finished(ChainOutcome.FAILED));
    assertThat(warnings)
        .containsExactly(
            new Event.Warning(
                "metrics_file '" + file() + "': cannot be written: it is no regular file"));
  }

  @Test
  void a_former_file_that_is_no_file_of_ours_is_not_believed() throws IOException {
    Files.writeString(file(), "runner_chain_success 1\nrunner_chain_success{x=\"y\"} 7\n# x\n\0");
    Files.writeString(
        file(), "runner_chain_last_success_timestamp_seconds 1e9\nrunner_chain_success x\n");
    opened(1000).accept(started());
    assertThat(written()).doesNotContain("last_success", "runner_chain_success");
  }
}
