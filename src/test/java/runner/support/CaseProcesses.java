package runner.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The processes of one case: those with its id in their environment, and those whose working
 * directory is in the case's directory, since a process may empty its environment.
 */
record CaseProcesses(Path dir, String caseId) {
  static final String VARIABLE = "CASE_ID";
  private static final Duration INTERVAL = Duration.ofMillis(200);

  /** Returns those alive now; a zombie has neither environment nor directory and does not count. */
  List<ProcessHandle> alive() {
    try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
      return entries
          .filter(entry -> Character.isDigit(entry.getFileName().toString().charAt(0)))
          .filter(this::isOurs)
          .map(entry -> ProcessHandle.of(Long.parseLong(entry.getFileName().toString())))
          .flatMap(Optional::stream)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until none is alive or the limit is reached, whichever comes first. The end of a process
   * that is not a child of this JVM causes no event, and {@link ProcessHandle} takes a zombie for
   * alive. Therefore the processes are listed again every 0.2 s.
   */
  void awaitGone(Duration limit) throws InterruptedException {
    long begun = System.nanoTime();
    for (List<ProcessHandle> left = alive(); !left.isEmpty(); left = alive()) {
      long nanos = limit.toNanos() - (System.nanoTime() - begun);
      if (nanos <= 0) {
        return;
      }
      awaitEnds(left, Math.min(nanos, INTERVAL.toNanos()));
    }
  }

  private static void awaitEnds(List<ProcessHandle> left, long nanos) throws InterruptedException {
    CompletableFuture<?>[] ends =
        left.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException listAgain) {
      return;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Kills all of them, and also those that are started meanwhile. */
  void end() {
    try {
      for (List<ProcessHandle> left = alive(); !left.isEmpty(); left = alive()) {
        left.forEach(ProcessHandle::destroyForcibly);
        awaitGone(Duration.ofSeconds(1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns pid and command line of each one alive. */
  List<String> described() {
    return alive().stream()
        .map(one -> one.pid() + " " + read(one.pid(), "cmdline").replace('\0', ' ').strip())
        .toList();
  }

  private boolean isOurs(Path process) {
    long pid = Long.parseLong(process.getFileName().toString());
    return read(pid, "environ").contains(VARIABLE + "=" + caseId) || worksInDir(process);
  }

  /** In another mount namespace the link may have another path, so the files are compared too. */
  private boolean worksInDir(Path process) {
    Path cwd = process.resolve("cwd");
    try {
      return Files.readSymbolicLink(cwd).startsWith(dir) || Files.isSameFile(cwd, dir);
    } catch (IOException endedOrForbidden) {
      return false;
    }
  }

  /** Returns a file of a process; empty if the process ended or belongs to another user. */
  private static String read(long pid, String file) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), file));
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException endedOrForbidden) {
      return "";
    }
  }
}
