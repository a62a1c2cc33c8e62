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
 * The processes of one case: those that carry its mark in their environment or, should they have
 * emptied that, work in its folder.
 */
record Marked(Path dir, String mark) {
  static final String VARIABLE = "CASE_MARK";
  private static final Duration LOOK = Duration.ofMillis(200);

  /** Returns those alive now; a zombie has neither environment nor folder and is not among them. */
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
   * Waits until none is alive or the limit is over, whichever comes first. The end of a process
   * that is no child of ours is no event, and a zombie counts as alive where ends are waited for:
   * they are looked at every 0.2 s.
   */
  void awaitGone(Duration limit) throws InterruptedException {
    long begun = System.nanoTime();
    for (List<ProcessHandle> left = alive(); !left.isEmpty(); left = alive()) {
      long nanos = limit.toNanos() - (System.nanoTime() - begun);
      if (nanos <= 0) {
        return;
      }
      awaitEnds(left, Math.min(nanos, LOOK.toNanos()));
    }
  }

  private static void awaitEnds(List<ProcessHandle> left, long nanos) throws InterruptedException {
    CompletableFuture<?>[] ends =
        left.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException lookAgain) {
      return;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Kills all of them, also those that appear meanwhile. */
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

  /** Returns each one alive as its number and command line. */
  List<String> described() {
    return alive().stream()
        .map(one -> one.pid() + " " + read(one.pid(), "cmdline").replace('\0', ' ').strip())
        .toList();
  }

  private boolean isOurs(Path process) {
    long pid = Long.parseLong(process.getFileName().toString());
    return read(pid, "environ").contains(VARIABLE + "=" + mark) || worksInDir(process);
  }

  /** Of a process in another mount namespace the link tells a path that may begin elsewhere. */
  private boolean worksInDir(Path process) {
    Path cwd = process.resolve("cwd");
    try {
      return Files.readSymbolicLink(cwd).startsWith(dir) || Files.isSameFile(cwd, dir);
    } catch (IOException endedOrNotOurs) {
      return false;
    }
  }

  /** Returns a file of a process, empty where it ended meanwhile or belongs to somebody else. */
  private static String read(long pid, String file) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), file));
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException endedOrNotOurs) {
      return "";
    }
  }
}
