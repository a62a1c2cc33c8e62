package runner.report.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.event.Event;
import runner.event.TaskAttempt;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;
import runner.task.TaskName;

/** What {@code systemctl status} shows while a chain runs, told by the real systemd-notify. */
@ExtendWith(Cases.class)
final class SystemdStatusTest {
  private static final Duration TIME = Duration.ofMillis(12_900);
  private static final TaskName TASK = new TaskName("50-puppet");

  /** Prints what arrives at the socket $0, until an iteration has ended. */
  private static final String LISTENER =
      """
      use Socket; $| = 1;
      socket(my $s, PF_UNIX, SOCK_DGRAM, 0); bind($s, sockaddr_un($0)) or die $!;
      print "ready\\n";
      my $said;
      while (defined recv($s, $said, 4096, 0)) {
        print "$1\\n" if $said =~ /^STATUS=(.*)/m;
        last if $said =~ /iteration/;
      }
      """;

  @Test
  void systemd_is_told_what_runs_what_is_waited_for_and_how_it_ended() {
    assertThat(words(started(false))).contains("try 2 of 5: 50-puppet");
    assertThat(words(started(true))).contains("try 2: 50-puppet");
    assertThat(words(new Event.RetryScheduled(TASK, 3, TIME)))
        .contains("waits 12.9 s for try 3: 50-puppet failed");
    assertThat(words(new Event.HaltStarted(TASK, "why"))).contains("halt task 50-puppet: why");
    assertThat(words(new Event.IterationFinished(1, runner.event.ChainOutcome.HALTED, TIME)))
        .contains("iteration 1 halted after 12.9 s");
    assertThat(words(new Event.Warning("w"))).isEmpty();
  }

  @Test
  @Timeout(60)
  void a_unit_is_told_and_its_tasks_cannot_speak_for_it(Scenario test) throws Exception {
    String socket = test.dir().resolve("s").toString();
    Process listener =
        new ProcessBuilder("perl", "-e", "$0 = shift;" + LISTENER, socket)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var said = listener.inputReader()) {
      assertThat(said.readLine()).isEqualTo("ready");
      ProgramResult outcome =
          test.cfg("[runner]\nsleep_time = 0\nretry_jitter = 0\n")
              .task("1-{}", "echo \"${NOTIFY_SOCKET-unset}\"; [ $RUNNER_TRY -gt 1 ]")
              .env("NOTIFY_SOCKET", socket)
              .run();
      outcome.assertExit(0);
      assertThat(outcome.stdout()).isEqualTo("unset\nunset\n");
      assertThat(said.lines().toList())
          .startsWith("try 1 of 5: 1-{}", "waits 0 s for try 2: 1-{} failed", "try 2 of 5: 1-{}")
          .last()
          .asString()
          .startsWith("iteration 1 succeeded after ");
    } finally {
      listener.destroy();
    }
  }

  private static Event started(boolean ownLimit) {
    TaskAttempt attempt = new TaskAttempt(TASK, 2, 5, ownLimit);
    Event.Limit limit = new Event.Limit(TIME, "max_time");
    return new Event.TaskStarted(attempt, Optional.of(limit), "cookie", Optional.empty());
  }

  private static List<String> words(Event event) {
    return SystemdStatus.words(event).stream().toList();
  }
}
