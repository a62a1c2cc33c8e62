package runner.report.history;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import runner.journal.RunRecord;

/**
 * Prints a run's output as it comes, woken by the files themselves, until the run or its runner is
 * over.
 */
public final class LogFollower {
  private final Supplier<RunRecord> run;
  private final LogPrinter printer;
  private final BooleanSupplier unheard;

  /**
   * A follower of one run.
   *
   * @param run reads its record anew
   * @param unheard whether nobody reads what is printed any more
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
   * @param death comes when its runner is gone, whatever the record says
   * @return the record as it was at the end
   */
  public RunRecord follow(Path directory, CompletableFuture<?> death) throws IOException {
    try (WatchService changes = directory.getFileSystem().newWatchService()) {
      directory.register(changes, ENTRY_CREATE, ENTRY_MODIFY);
      CompletableFuture<Void> waker = death.thenRun(() -> close(changes));
      RunRecord seen = look();
      while (seen.state() == RunRecord.State.RUNNING && !unheard.getAsBoolean()) {
        if (concernsTheRecord(changes.take())) {
          seen = look();
        } else {
          printer.more();
        }
      }
      waker.cancel(false);
      return seen;
    } catch (ClosedWatchServiceException e) {
      return look();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return look();
    }
  }

  private RunRecord look() throws IOException {
    RunRecord seen = run.get();
    printer.print(seen);
    return seen;
  }

  /** Reading a log's news is cheap; reading the journal again is done only when it has changed. */
  private static boolean concernsTheRecord(WatchKey key) {
    boolean record = false;
    for (WatchEvent<?> event : key.pollEvents()) {
      boolean log = String.valueOf(event.context()).endsWith(".log");
      record |= event.kind() == OVERFLOW || !log;
    }
    return !key.reset() || record;
  }

  private static void close(WatchService changes) {
    try {
      changes.close();
    } catch (IOException e) {
      // Nothing more comes from it either way.
    }
  }
}
