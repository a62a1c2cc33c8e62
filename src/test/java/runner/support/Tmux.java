package runner.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A real terminal in which an sh script runs: tmux(1), with a server of its own. The output of the
 * script is also kept byte by byte in a file. The screen is read when this file changes, so no test
 * waits for a fixed time.
 */
public final class Tmux implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Path dir;
  private final String name = "test-" + UUID.randomUUID();
  private final TraceFile output;

  private Tmux(Path dir) {
    this.dir = dir;
    this.output = new TraceFile(dir.resolve("terminal"));
  }

  /**
   * Starts a script in the case's directory, with {@code $R} and the state directory of the case.
   * The screen stays after its end.
   */
  public static Tmux start(Scenario test, int columns, String script) {
    Tmux tmux = new Tmux(test.dir());
    try {
      tmux.begin(columns, script);
      return tmux;
    } catch (IOException | InterruptedException e) {
      tmux.close();
      throw new IllegalStateException(e);
    }
  }

  private void begin(int columns, String script) throws IOException, InterruptedException {
    Files.write(dir.resolve("terminal"), new byte[0]);
    Files.writeString(
        dir.resolve("screen.sh"),
        "tmux -L " + name + " wait-for begin\n" + script + "\nsleep 60\n");
    run(
        "-u",
        "-f",
        "/dev/null",
        "new-session",
        "-d",
        "-x",
        "" + columns,
        "-y",
        "50",
        "sh screen.sh");
    run("pipe-pane", "exec cat >> terminal");
    run("wait-for", "-S", "begin");
  }

  /** Changes the width of the window. */
  public void resize(int columns) throws IOException, InterruptedException {
    run("resize-window", "-x", "" + columns, "-y", "50");
  }

  /** Waits until the screen meets a condition; returns its lines without blank ones at the end. */
  public List<String> await(String what, Predicate<List<String>> condition)
      throws InterruptedException {
    List<List<String>> seen = new ArrayList<>(List.of(List.of()));
    boolean appeared =
        output.await(
            written -> {
              seen.set(0, screen());
              return condition.test(seen.get(0));
            },
            LIMIT);
    if (!appeared) {
      throw new AssertionError(
          what + " did not appear on the screen:\n" + String.join("\n", seen.get(0)));
    }
    return seen.get(0);
  }

  private List<String> screen() {
    try {
      return run("capture-pane", "-p", "-e", "-S", "-").stripTrailing().lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String run(String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("tmux", "-L", name));
    all.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(all).directory(dir.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("R", Program.launcher() + " -c runner.cfg");
    environment.put("RUNNER_STATE_DIR", dir.resolve(".state").toString());
    environment.put("TRACE", dir.resolve("trace").toString());
    environment.remove("NO_COLOR");
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(all + ": " + answer);
    }
    return answer;
  }

  @Override
  public void close() {
    try {
      run("kill-server");
    } catch (IOException e) {
      // The server has already ended.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      output.close();
    }
  }
}
