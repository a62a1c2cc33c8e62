package runner.report.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import runner.journal.RunRecord;
import runner.wait.DirectoryWatch;
import runner.wait.StopRequest;

/** Prints a run's output as it is written, until the run ends or its runner is gone. */
public final class LogFollower {
  private final Supplier<RunRecord> run;
  private final LogPrinter printer;
  private final BooleanSupplier unheard;

  /**
   * A follower of one run.
   *
   * @param run reads its record anew
   * @param unheard whether nobody reads any more what is printed
   */
  public LogFollower(Supplier<RunRecord> run, LogPrinter printer, BooleanSupplier unheard) {
    this.run = run;
    this.printer = printer;
    this.unheard = unheard;
  }

  /**
   * Follows it to its end.
   *
   * @param directory where its journal and its logs lie
   * @param death completed when its runner is gone, whatever the record says
   * @return the record as it was at the end
   */
  public RunRecord follow(Path directory, CompletableFuture<?> death) throws IOException {
    try (DirectoryWatch changes = new DirectoryWatch(StopRequest.never())) {
      changes.watch(List.of(directory));
      CompletableFuture<Void> closed = death.thenRun(changes::close);
      RunRecord seen = look();
      while (changes.isOpen()
          && seen.state() == RunRecord.State.RUNNING
          && !unheard.getAsBoolean()) {
        // More of a log is cheap to read; the journal is read again only when it has changed.
        if (changes.await(Optional.empty()).stream().allMatch(LogFollower::isLog)) {
          printer.more();
        } else {
          seen = look();
        }
      }
      closed.cancel(false);
      return changes.isOpen() ? seen : look();
    }
  }

  private RunRecord look() throws IOException {
    RunRecord seen = run.get();
    printer.print(seen);
    return seen;
  }

  private static boolean isLog(Path file) {
    return file.toString().endsWith(".log");
  }
}
