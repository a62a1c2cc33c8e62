package runner.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import runner.support.Program;
import runner.support.Scenario;

/**
 * What a case is played on that needs more than one program: an sh script in the case's folder, in
 * which {@code $R} is the program with its configuration, {@code $P} the program alone and {@code
 * $S} the state directory.
 */
record Staging(Scenario test) {
  /** How a script ended, and what it said on both streams. */
  record Played(int exit, String said) {}

  Played play(String script) throws IOException, InterruptedException {
    return play(new String[] {"sh", "-c", script});
  }

  /** In a mount namespace of its own, where the script may change what everybody reads. */
  Played playApart(String script) throws IOException, InterruptedException {
    needsRoot("unshare -m");
    return play("unshare", "-m", "sh", "-c", script);
  }

  /** In a pid namespace of its own. */
  Played playAmongOwnProcesses(String script) throws IOException, InterruptedException {
    needsRoot("unshare -pf --mount-proc");
    return play("unshare", "-pf", "--mount-proc", "sh", "-c", script);
  }

  /** In a user namespace in which inotify(7) has nothing to give. */
  Played playWithoutInotify(String script) throws IOException, InterruptedException {
    needsRoot("unshare -r");
    String usedUp = "echo 0 > /proc/sys/user/max_inotify_instances || exit 99\n";
    return play("unshare", "-r", "sh", "-c", usedUp + script);
  }

  /** Skips, and says so, where a namespace may not be made. */
  static void needsRoot(String what) throws IOException, InterruptedException {
    int code = new ProcessBuilder((what + " true").split(" ", -1)).start().waitFor();
    if (code != 0) {
      System.err.println("NOT RUN: a case that needs " + what);
    }
    assumeTrue(code == 0, what + " is not allowed here");
  }

  private Played play(String... words) throws IOException, InterruptedException {
    File said = test.dir().resolve("said").toFile();
    ProcessBuilder builder = new ProcessBuilder(words).directory(test.dir().toFile());
    builder.redirectErrorStream(true).redirectOutput(said);
    Map<String, String> all = builder.environment();
    Path state = test.dir().resolve(".state");
    all.put("P", Program.launcher().toString());
    all.put("S", state.toString());
    all.put("R", Program.launcher() + " -c " + test.dir().resolve("runner.cfg"));
    all.put("RUNNER_STATE_DIR", state.toString());
    all.put("TRACE", test.dir().resolve("trace").toString());
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      throw new AssertionError("not over within 60 s: " + Files.readString(said.toPath()));
    }
    String text = Files.readString(said.toPath(), StandardCharsets.UTF_8);
    return new Played(process.exitValue(), text.replace(test.dir().toString(), "@DIR@"));
  }
}
