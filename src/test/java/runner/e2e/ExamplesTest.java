package runner.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.Program;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** The shipped examples and the commands of the README work as they are. */
@ExtendWith(Cases.class)
final class ExamplesTest {
  private static final Path EXAMPLE = Path.of("tasks.d.example");

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(EXAMPLE)) {
      return all.sorted().toList();
    }
  }

  private static Scenario shipped(Scenario test) throws IOException {
    test.file("runner.cfg", Files.readAllBytes(Path.of("runner.cfg")));
    for (Path file : files()) {
      test.file("tasks.d.example/" + file.getFileName(), Files.readString(file), 0755);
    }
    return test.env("XDG_CACHE_HOME", "@DIR@/cache").env("TMPDIR", "@DIR@");
  }

  @Test
  void the_example_chain_succeeds_and_check_finds_no_fault(Scenario test) throws IOException {
    ProgramResult result = shipped(test).args("--config", "@DIR@/runner.cfg").run();
    result.assertExit(0).assertNoOrphans();
    assertThat(result.stderr()).contains("iteration 1 succeeded").doesNotContain(" WARN ");
    ProgramResult checked = test.args("check").run();
    checked.assertExit(0);
    assertThat(checked.stdout()).isEqualTo("no fault found\n");
  }

  /** Other users may be unable to read the program under test, so it is copied. */
  @Test
  void the_example_chain_succeeds_for_nobody(Scenario test) throws Exception {
    boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    Path lib = Files.createDirectory(test.dir().resolve("lib"));
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(":", -1)) {
      if (!entry.isEmpty() && !entry.endsWith("test-classes")) {
        entries.add(copied(Path.of(entry), lib.resolve("" + entries.size())).toString());
      }
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String launcher =
        "exec '%s' -Drunner.launcher='%s' -cp '%s' runner.cli.Main \"$@\""
            .formatted(java, lib.resolve("runner"), String.join(":", entries));
    shipped(test).script("lib/runner", launcher).directory("home");
    Files.setAttribute(test.dir(), "unix:mode", 0777);
    Files.setAttribute(test.dir().resolve("home"), "unix:mode", 0777);
    String as = root ? "setpriv --reuid=65534 --regid=65534 --clear-groups" : "";
    String line =
        "%s env HOME=$PWD/home XDG_CACHE_HOME=$PWD/home sh lib/runner".formatted(as)
            + " --config runner.cfg --state-dir home/state";
    assertThat(output(test, line)).contains("iteration 1 succeeded");
  }

  private static Path copied(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : all.toList()) {
        Files.copy(one, to.resolve(from.relativize(one).toString()));
      }
    }
    return to;
  }

  @Test
  void the_first_chain_of_the_readme_prints_the_readmes_output(Scenario test) throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    int start = readme.indexOf("\n## A first chain in five minutes\n");
    String chapter = readme.substring(start, readme.indexOf("\n## ", start + 1));
    List<String> typed = blocks(chapter, "sh");
    assertThat(typed).hasSize(4);
    Files.createDirectory(test.dir().resolve("bin"));
    Files.createSymbolicLink(test.dir().resolve("bin/runner"), Program.launcher());
    String fast = "sed -i 's/^max_tries/sleep_time = 0\\n&/' runner.cfg\n";
    String before = "cd bin\n" + typed.get(0) + typed.get(1) + fast;
    String output = output(test, before + "{\n" + typed.get(2) + "} 2>\"$HOME/err\"\n");
    assertThat(output)
        .contains("no fault found\n1-greet.sh: runs\n2-network.sh: runs\n10-ready.sh");
    assertThat(output).endsWith(blocks(chapter, "").get(0));
    String after = "cd \"$HOME/chain\"\nPATH=$HOME/bin:$PATH\n";
    assertThat(output(test, after + typed.get(3))).isEqualTo("hello, world\n");
    String halts = "echo 'exit 2' >> tasks.d/2-network.sh\nrunner -c runner.cfg 2>&1 || echo $?\n";
    assertThat(output(test, after + halts)).contains("there is no ").endsWith("\n1\n");
  }

  private static List<String> blocks(String text, String language) {
    return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
        .matcher(language.isEmpty() ? text.replaceAll("(?ms)^```sh\\n.*?^```$", "") : text)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void shellcheck_finds_nothing_in_the_example_tasks() throws Exception {
    boolean there = new ProcessBuilder("sh", "-c", "command -v shellcheck").start().waitFor() == 0;
    assumeTrue(there || "true".equals(System.getenv("CI")), "shellcheck is not installed");
    List<String> words = new ArrayList<>(List.of("shellcheck"));
    files().forEach(file -> words.add(file.toString()));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  /** The output of a script that must succeed; it runs in the case's directory, which is HOME. */
  private static String output(Scenario test, String script) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-ec", script)
            .directory(test.dir().toFile())
            .redirectErrorStream(true);
    builder.environment().put("HOME", test.dir().toString());
    builder.environment().put("RUNNER_STATE_DIR", test.dir().resolve("home/state").toString());
    builder.environment().remove("RUNNER_CONFIG");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
