package runner.pool.git;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import runner.exec.Command;
import runner.exec.Supervisor;
import runner.exec.spawn.Environment;
import runner.pool.net.RunLimit;
import runner.task.Exit;
import runner.task.ExitCode;
import runner.task.RunnerException;
import runner.text.TimeSpan;

/** Runs git. Every call may take the rest of the run's time, and has nothing on stdin. */
public final class Git implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** How long the output of an ended git may take to arrive. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  private static final int MOST_TEXT = 1 << 16;

  private final Supervisor supervisor;
  private final Environment environment;
  private final Path directory;
  private final RunLimit limit;
  private final Consumer<String> notes;

  public Git(Environment environment, GitWorkspace place, RunLimit limit, Consumer<String> notes) {
    this.supervisor = new Supervisor(place.directory("pipes"), limit.clock());
    this.environment = environment;
    this.directory = place.path("locks.git");
    this.limit = limit;
    this.notes = notes;
  }

  /** What a command came to: its code and the end of what it said. */
  public record Result(int code, String out, String err) {
    public boolean succeeded() {
      return code == 0;
    }

    /** Fails the run where the command failed. */
    public void orFail(String command) {
      if (!succeeded()) {
        throw new RunnerException(ExitCode.FAILED, "git " + command, "failed: " + err, "");
      }
    }
  }

  /** Runs a command whose output is short. */
  public Result run(String... words) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    return result(argv(List.of(words)), bytes -> append(text, bytes), text);
  }

  private static void append(ByteArrayOutputStream text, ByteBuffer bytes) {
    byte[] piece = new byte[bytes.remaining()];
    bytes.get(piece);
    text.write(piece, 0, Math.max(0, Math.min(piece.length, MOST_TEXT - text.size())));
  }

  /** Runs a command whose output is read while it comes. */
  public Result stream(Consumer<ByteBuffer> reader, List<String> words) {
    return result(argv(words), reader, new ByteArrayOutputStream());
  }

  /**
   * Runs a command that reads a file. The shell opens it and sees two paths of ours and constant
   * words, nothing else.
   */
  public Result feed(Path input, String... words) {
    List<String> argv =
        new ArrayList<>(List.of("/bin/sh", "-c", "f=$1; shift; exec \"$@\" <\"$f\"", "sh"));
    argv.add(input.toString());
    argv.addAll(argv(List.of(words)));
    return result(argv, bytes -> {}, new ByteArrayOutputStream());
  }

  private List<String> argv(List<String> words) {
    List<String> argv = new ArrayList<>(List.of("git", "--git-dir=" + directory));
    argv.add("--literal-pathspecs");
    argv.addAll(words);
    return argv;
  }

  private Result result(
      List<String> argv, Consumer<ByteBuffer> reader, ByteArrayOutputStream text) {
    GitOutput output = new GitOutput(reader);
    Command.Limit rest = new Command.Limit(limit.left(), "the time for the whole run is over");
    Command command = new Command(argv, environment, Optional.of(rest), GRACE);
    Exit exit = supervisor.run(command, output, limit.stop());
    notes.accept("git " + words(argv) + ": " + exit.words() + " after " + TimeSpan.of(exit.took()));
    if (exit.kind() == Exit.Kind.TIMED_OUT) {
      throw limit.over();
    }
    limit.left();
    if (exit.kind() == Exit.Kind.NOT_STARTED || exit.code() == 127) {
      throw new RunnerException(
          ExitCode.UNAVAILABLE, "PATH", "no program 'git'", "install it: apt-get install git");
    }
    if (!limit.stop().await(output.ended(), LAST_WORDS)) {
      limit.left();
      throw new RunnerException(ExitCode.FAILED, "git", "its output has no end", "");
    }
    output.rethrow();
    return new Result(exit.code(), text.toString(StandardCharsets.UTF_8), output.words());
  }

  /** The command of git and its options, without what they are about. */
  private static String words(List<String> argv) {
    return String.join(
        " ",
        argv.stream()
            .skip(argv.indexOf("--literal-pathspecs") + 1)
            .takeWhile(word -> !word.equals("--"))
            .toList());
  }

  @Override
  public void close() {
    supervisor.close();
  }
}
