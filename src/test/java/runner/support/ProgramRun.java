package runner.support;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** One start of the program in a case's folder, and the wait for its end. */
final class ProgramRun {
  private static final boolean RESETS_SIGNALS = resetsSignals();

  private final Scenario test;
  private final CaseDir dir;
  private final AtomicLong signalledAt = new AtomicLong();
  private volatile boolean stopped;

  ProgramRun(Scenario test) {
    this.test = test;
    this.dir = test.caseDir();
  }

  ProgramResult run() {
    try {
      Files.write(dir.trace(), new byte[0]);
      Ended ended = ended();
      ended.watcher().join();
      if (!ended.inTime()) {
        dir.marked().end();
        ended.process().waitFor();
        throw new AssertionError("not finished within " + test.limit() + "\n" + outcome(ended));
      }
      return outcome(ended);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while the program ran", e);
    }
  }

  /** What the wait for the end came to. */
  private record Ended(Process process, Thread watcher, boolean inTime, long begun, long now) {}

  private Ended ended() throws IOException, InterruptedException {
    try (SyscallTrace trace = new SyscallTrace(dir.trace())) {
      long begun = System.nanoTime();
      Process process = started();
      Thread watcher = new Thread(() -> watch(trace, process), "trace");
      watcher.start();
      type(process);
      boolean inTime = process.waitFor(test.limit().toMillis(), TimeUnit.MILLISECONDS);
      return new Ended(process, watcher, inTime, begun, System.nanoTime());
    }
  }

  private Process started() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command()).directory(dir.path().toFile());
    builder.environment().clear();
    builder.environment().putAll(test.environment());
    if (test.discardsOutput()) {
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    } else {
      builder.redirectOutput(dir.io("stdout").toFile());
      builder.redirectError(dir.io("stderr").toFile());
    }
    return builder.start();
  }

  /** Each word but the last replaces itself by the next: the process is the program's own. */
  private List<String> command() {
    List<String> words = new ArrayList<>(List.of("setsid"));
    if (RESETS_SIGNALS) {
      words.addAll(List.of("env", "--default-signal"));
    }
    String closing = test.closed().stream().map(fd -> fd + ">&-").collect(Collectors.joining(" "));
    words.addAll(List.of("sh", "-c", "export PROGRAM_PID=$$; exec \"$@\" " + closing, "sh"));
    words.addAll(test.command());
    return words;
  }

  /** Gives the program something to read; that nobody reads it, or is there to, is no failure. */
  private void type(Process process) {
    try (OutputStream to = process.getOutputStream()) {
      to.write(test.stdin());
    } catch (IOException nobodyReads) {
      return;
    }
  }

  private void watch(SyscallTrace trace, Process process) {
    try {
      if (test.signal().isPresent()) {
        Scenario.Wish wish = test.signal().get();
        if (comes(wish, trace) && process.isAlive()) {
          signalledAt.set(System.nanoTime());
          new ProcessBuilder("kill", "-s", wish.signal(), Long.toString(process.pid())).start();
        }
      }
      if (test.stopAfter().isPresent()) {
        int enough = test.stopAfter().getAsInt();
        if (trace.await(lines -> lines.size() >= enough, test.limit()) && process.isAlive()) {
          stopped = true;
          dir.marked().end();
        }
      }
    } catch (ClosedWatchServiceException programEnded) {
      return;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean comes(Scenario.Wish wish, SyscallTrace trace) throws InterruptedException {
    if (!wish.said()) {
      return trace.await(lines -> lines.contains(wish.line()), test.limit());
    }
    try (SyscallTrace stderr = new SyscallTrace(dir.io("stderr"))) {
      return stderr.await(
          lines -> lines.stream().anyMatch(line -> line.contains(wish.line())), test.limit());
    }
  }

  private ProgramResult outcome(Ended ended) {
    List<String> lines = SyscallTrace.lines(dir.trace()).stream().map(dir::hidden).toList();
    long signal = signalledAt.get();
    return new ProgramResult(
        ended.process().exitValue(),
        stopped,
        text(dir.io("stdout")),
        text(dir.io("stderr")),
        stopped ? lines.subList(0, test.stopAfter().getAsInt()) : lines,
        Duration.ofNanos(ended.now() - ended.begun()),
        signal == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(ended.now() - signal)),
        dir.path(),
        dir.marked().mark());
  }

  private String text(Path file) {
    try {
      byte[] bytes = test.discardsOutput() ? new byte[0] : Files.readAllBytes(file);
      return dir.hidden(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A shell's background jobs ignore SIGINT, and so would a JVM started by one; a JVM before 20
   * leaves SIGQUIT blocked in what it starts. This env(1) undoes both.
   */
  private static boolean resetsSignals() {
    try {
      return new ProcessBuilder("env", "--default-signal", "true").start().waitFor() == 0;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
