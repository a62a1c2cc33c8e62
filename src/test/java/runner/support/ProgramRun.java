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

/** Starts the program in a case's directory and waits for its end. */
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
        dir.processes().end();
        ended.process().waitFor();
        throw new AssertionError("not finished within " + test.limit() + "\n" + result(ended));
      }
      return result(ended);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while the program ran", e);
    }
  }

  /** The state after the wait for the end. */
  private record Ended(Process process, Thread watcher, boolean inTime, long begun, long now) {}

  private Ended ended() throws IOException, InterruptedException {
    try (TraceFile trace = new TraceFile(dir.trace())) {
      long begun = System.nanoTime();
      Process process = started();
      Thread watcher = new Thread(() -> watch(trace, process), "trace");
      watcher.start();
      writeStdin(process);
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

  /** Each command executes the next in its own process, so the process is that of the program. */
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

  /** Writes stdin; it is no failure if the program does not read it or has ended. */
  private void writeStdin(Process process) {
    try (OutputStream to = process.getOutputStream()) {
      to.write(test.stdin());
    } catch (IOException nobodyReads) {
      return;
    }
  }

  private void watch(TraceFile trace, Process process) {
    try {
      if (test.signal().isPresent()) {
        Scenario.SignalTrigger trigger = test.signal().get();
        if (appears(trigger, trace) && process.isAlive()) {
          signalledAt.set(System.nanoTime());
          new ProcessBuilder("kill", "-s", trigger.signal(), Long.toString(process.pid())).start();
        }
      }
      if (test.stopAfter().isPresent()) {
        int enough = test.stopAfter().getAsInt();
        if (trace.await(lines -> lines.size() >= enough, test.limit()) && process.isAlive()) {
          stopped = true;
          dir.processes().end();
        }
      }
    } catch (ClosedWatchServiceException programEnded) {
      return;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean appears(Scenario.SignalTrigger trigger, TraceFile trace)
      throws InterruptedException {
    if (!trigger.onStderr()) {
      return trace.await(lines -> lines.contains(trigger.line()), test.limit());
    }
    try (TraceFile stderr = new TraceFile(dir.io("stderr"))) {
      return stderr.await(
          lines -> lines.stream().anyMatch(line -> line.contains(trigger.line())), test.limit());
    }
  }

  private ProgramResult result(Ended ended) {
    List<String> lines = TraceFile.lines(dir.trace()).stream().map(dir::withPlaceholder).toList();
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
        dir.processes().caseId());
  }

  private String text(Path file) {
    try {
      byte[] bytes = test.discardsOutput() ? new byte[0] : Files.readAllBytes(file);
      return dir.withPlaceholder(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether env(1) can restore the default actions of signals. Background jobs of a shell ignore
   * SIGINT, and a JVM inherits that. A JVM before 20 blocks SIGQUIT in its children.
   */
  private static boolean resetsSignals() {
    try {
      return new ProcessBuilder("env", "--default-signal", "true").start().waitFor() == 0;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
