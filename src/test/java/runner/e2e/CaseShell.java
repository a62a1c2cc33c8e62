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
 * Runs an sh script in the case's directory, for a case that needs more than one process. {@code
 * $R} is the program with its configuration, {@code $P} the program alone and {@code $S} the state
 * directory.
 */
record CaseShell(Scenario test) {
  /** A script's exit code, and its output on both streams. */
  record Result(int exit, String output) {}

  Result run(String script) throws IOException, InterruptedException {
    return run(new String[] {"sh", "-c", script});
  }

  /** Runs the script in a mount namespace, where it may mount over system files. */
  Result runInMountNamespace(String script) throws IOException, InterruptedException {
    needsRoot("unshare -m");
    return run("unshare", "-m", "sh", "-c", script);
  }

  /** Runs the script in a pid namespace. */
  Result runInPidNamespace(String script) throws IOException, InterruptedException {
    needsRoot("unshare -pf --mount-proc");
    return run("unshare", "-pf", "--mount-proc", "sh", "-c", script);
  }

  /** Runs the script in a user namespace in which no inotify instance can be made. */
  Result runWithoutInotify(String script) throws IOException, InterruptedException {
    needsRoot("unshare -r");
    String noInstances = "echo 0 > /proc/sys/user/max_inotify_instances || exit 99\n";
    return run("unshare", "-r", "sh", "-c", noInstances + script);
  }

  /** Skips the test with a message if a namespace cannot be made. */
  static void needsRoot(String what) throws IOException, InterruptedException {
    int code = new ProcessBuilder((what + " true").split(" ", -1)).start().waitFor();
    if (code != 0) {
      System.err.println("NOT RUN: a case that needs " + what);
    }
    assumeTrue(code == 0, what + " is not allowed here");
  }

  private Result run(String... words) throws IOException, InterruptedException {
    File output = test.dir().resolve("output").toFile();
    ProcessBuilder builder = new ProcessBuilder(words).directory(test.dir().toFile());
    builder.redirectErrorStream(true).redirectOutput(output);
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
      throw new AssertionError("not finished within 60 s: " + Files.readString(output.toPath()));
    }
    String text = Files.readString(output.toPath(), StandardCharsets.UTF_8);
    return new Result(process.exitValue(), text.replace(test.dir().toString(), "@DIR@"));
  }
}
