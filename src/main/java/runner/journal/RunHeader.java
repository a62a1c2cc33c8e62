package runner.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import runner.journal.disk.CorruptStateException;
import runner.journal.disk.JournalRecord;
import runner.process.BootId;
import runner.process.ProcessId;
import runner.process.RecordedProcess;

/** The first line of a journal: which run it is, and where and by whom it is run. */
final class RunHeader {
  private RunHeader() {}

  static JournalRecord of(
      String run,
      RunRecord.Origin origin,
      Instant now,
      Optional<Duration> lockWait,
      List<String> tasks) {
    return withRunner(
            JournalRecord.of(JournalFormat.RUN_STARTED, now)
                .with("schema", JournalFormat.SCHEMA)
                .with("run", run),
            origin.runner())
        .with("instance", origin.instance())
        .with("cgroup", origin.cgroup().map(Path::toString))
        .with("config", origin.config())
        .with("lock_wait_ms", lockWait.map(Duration::toMillis))
        .with("tasks", tasks);
  }

  static JournalRecord withRunner(JournalRecord line, RecordedProcess runner) {
    return line.with("boot", runner.boot().text())
        .with("pid", runner.id().pid())
        .with("ticks", runner.id().started());
  }

  static RecordedProcess runner(JournalRecord line) throws CorruptStateException {
    return new RecordedProcess(
        new BootId(line.text("boot")), new ProcessId(line.number("pid"), line.number("ticks")));
  }

  /** The same run by another process. */
  static RunRecord.Origin by(RecordedProcess runner, RunRecord.Origin origin) {
    return new RunRecord.Origin(runner, origin.instance(), origin.cgroup(), origin.config());
  }

  static RunRecord.Refusal refusal(JournalRecord line) throws CorruptStateException {
    return new RunRecord.Refusal(line.small("code"), line.small("count"), line.truth("own"));
  }

  static RunRecord.Origin origin(JournalRecord first) throws CorruptStateException {
    return new RunRecord.Origin(
        runner(first),
        first.text("instance"),
        first.fields().containsKey("cgroup") ? Optional.of(first.path("cgroup")) : Optional.empty(),
        first.maybeText("config").orElse(""));
  }
}
