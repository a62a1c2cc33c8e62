package runner.exec.spawn;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The one place that starts processes. */
public final class ProcessSpawner {
  private static final File NULL_DEVICE = new File("/dev/null");

  private ProcessSpawner() {}

  /** Starts a process with the given files as its output and nothing to read. */
  public static Process start(List<String> argv, Environment environment, File out, File err)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(argv);
    environment.apply(builder.environment());
    return builder
        .redirectInput(NULL_DEVICE)
        .redirectOutput(ProcessBuilder.Redirect.to(out))
        .redirectError(ProcessBuilder.Redirect.to(err))
        .start();
  }

  /** Runs a small helper of the system, silently, and waits for it. */
  public static int helper(List<String> argv) throws IOException {
    try {
      return start(argv, Environment.inherited(), NULL_DEVICE, NULL_DEVICE).waitFor();
    } catch (OutOfMemoryError e) {
      // What Java says where a limit of processes leaves no room for the thread that waits for it.
      throw new IOException("no thread is left to wait for " + argv.get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + argv.get(0), e);
    }
  }

  /** Starts a helper whose standard error is read by us. */
  public static Process talking(List<String> argv) throws IOException {
    return new ProcessBuilder(argv)
        .redirectInput(NULL_DEVICE)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /**
   * The first line that a helper prints, such as systemctl; empty where it prints none, cannot be
   * started, or takes longer than this.
   */
  public static Optional<String> answer(List<String> argv, Duration longest) {
    try {
      Process helper = answering(argv);
      try (BufferedReader lines = helper.inputReader(StandardCharsets.UTF_8)) {
        // Its answer fits into the pipe, so it ends without being read.
        boolean ended = helper.waitFor(longest.toNanos(), TimeUnit.NANOSECONDS);
        return ended ? lines.lines().findFirst() : Optional.empty();
      } finally {
        helper.destroyForcibly();
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Starts a helper whose standard output is read by us. */
  static Process answering(List<String> argv) throws IOException {
    return new ProcessBuilder(argv)
        .redirectInput(NULL_DEVICE)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Starts a helper whose standard input is written by us. */
  public static Process listening(List<String> argv) throws IOException {
    return new ProcessBuilder(argv)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Starts a helper that reads a file and outlives us; it holds nothing of the caller's. */
  public static void detached(List<String> argv, File in) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(argv);
    builder.environment().clear();
    builder
        .directory(new File("/"))
        .redirectInput(in)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
