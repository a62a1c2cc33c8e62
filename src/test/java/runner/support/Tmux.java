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
 * A terminal as people have one, in which an sh script runs: tmux(1), with a server of its own. All
 * the script writes is also kept byte by byte. Nothing waits by the clock: what is new on the
 * screen is looked at when the script has written.
 */
public final class Tmux implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Path dir;
  private final String name = "test-" + UUID.randomUUID();
  private final SyscallTrace bytes;

  private Tmux(Path dir) {
    this.dir = dir;
    this.bytes = new SyscallTrace(dir.resolve("terminal"));
  }

  /**
   * Starts a script in the case's folder, with {@code $R} and the state directory of the case; when
   * it has ended the screen stays.
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

  /** Gives the window another width. */
  public void resize(int columns) throws IOException, InterruptedException {
    run("resize-window", "-x", "" + columns, "-y", "50");
  }

  /**
   * Returns the lines on the screen, without the blank ones at its end, once they are as wanted.
   */
  public List<String> await(String what, Predicate<List<String>> wanted)
      throws InterruptedException {
    List<List<String>> seen = new ArrayList<>(List.of(List.of()));
    boolean came =
        bytes.await(
            written -> {
              seen.set(0, screen());
              return wanted.test(seen.get(0));
            },
            LIMIT);
    if (!came) {
      throw new AssertionError(what + " was not to be seen:\n" + String.join("\n", seen.get(0)));
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
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(all + ": " + said);
    }
    return said;
  }

  @Override
  public void close() {
    try {
      run("kill-server");
    } catch (IOException e) {
      // It has ended by itself.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      bytes.close();
    }
  }
}
