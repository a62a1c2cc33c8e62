package runner.cli.runs;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import runner.cli.host.Machine;
import runner.cli.host.SystemMachine;
import runner.journal.RunRecord;
import runner.journal.StateReader;
import runner.process.ProcessId;
import runner.process.RecordedProcess;
import runner.report.status.Status;
import runner.wait.DirectoryWatch;
import runner.wait.StopRequest;

class StatusWaitTest {
  private static final Machine HOST = new SystemMachine();

  @TempDir Path directory;

  /** No process has the number 0, and this boot's id is the runner's: it died after the look. */
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
  void a_runner_that_died_since_it_was_looked_at_is_news() {
    Status.Run run =
        new Status.Run(
            "000001-20261121T000000Z",
            new RecordedProcess(HOST.bootId(), new ProcessId(0, 1)),
            RunRecord.State.RUNNING,
            1,
            Optional.of(5),
            Optional.empty(),
            "",
            Instant.EPOCH,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            "");
    StatusSource source =
        new StatusSource(
            Optional.of(new StateReader(directory)), Optional.empty(), "", false, false, HOST);
    StatusWait wait = new StatusWait(source, Optional.empty(), HOST);
    try (DirectoryWatch changes = new DirectoryWatch(StopRequest.never())) {
      assertThatCode(() -> wait.untilNews(changes, new Status(Optional.of(run), run.state(), "")))
          .doesNotThrowAnyException();
    }
  }
}
