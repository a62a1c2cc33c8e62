package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** Root runs nothing that others could have written. */
@ExtendWith(Cases.class)
final class PermissionTrapsTest {
  private static final int NOBODY = 65534;
  private static final Map<String, Integer> MODES =
      Map.of("o+w", 0002, "g+w", 0020, "go+w", 0022, "owner", 0);

  @BeforeEach
  void onlyRootRefuses() throws IOException {
    assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs to be root");
  }

  static Stream<Arguments> faults() {
    List<String> objects =
        List.of(
            "runner.cfg",
            "conf.d",
            "conf.d/x.cfg",
            "tasks.d",
            "tasks.d/1-a",
            "hook",
            "tasks.d/halt.sh",
            "interpreter",
            ".state",
            ".");
    // The unit tests try each fault on each kind of component; here each object has one.
    List<String> faults = MODES.keySet().stream().sorted().toList();
    List<Arguments> all = new ArrayList<>();
    for (int i = 0; i < objects.size(); i++) {
      all.add(Arguments.of(objects.get(i), faults.get(i % faults.size())));
    }
    faults.forEach(fault -> all.add(Arguments.of("tasks.d/2-b", fault)));
    return all.stream();
  }

  @DisplayName("H1 a fault of anything that runs or is read is refused before anything runs")
  @ParameterizedTest
  @MethodSource("faults")
  void a_fault_is_refused_with_its_path_and_mend(String object, String fault, Scenario test)
      throws IOException {
    Path path = safe(test).dir().resolve(object).normalize();
    spoil(path, fault);

    ProgramResult outcome = test.args("check").run();

    String bits = fault.replace("+w", "");
    String mend = fault.equals("owner") ? "chown root" : "chmod " + bits + "-w";
    String place = "@DIR@" + (object.equals(".") ? "" : "/" + object);
    outcome.assertExit(77).assertTrace();
    assertThat(outcome.stdout()).contains(place + ": ").contains("; " + mend + " " + place);
  }

  /** Others than root can write what belongs to root and to root's group. */
  @DisplayName("H1 an access control list that lets somebody write is refused, and so mended")
  @ParameterizedTest
  @CsvSource({
    "tasks.d/1-a, u:nobody:rwx",
    "tasks.d/1-a, g:daemon:rwx",
    "tasks.d, u:nobody:rwx",
    "., u:nobody:rwx",
    "runner.cfg, u:nobody:rw"
  })
  void an_access_control_list_is_seen(String object, String entry, Scenario test) throws Exception {
    Path path = safe(test).dir().resolve(object).normalize();
    run("setfacl", "-m", entry, path.toString());

    test.run().assertExit(77).assertTrace();
    String refused = test.args("check").run().assertExit(77).stdout();
    String mend = refused.substring(refused.lastIndexOf("; ") + 2);
    run("sh", "-c", mend.replace("@DIR@", test.dir().toString()));

    assertThat(test.clearArgs().args("-c", "@DIR@/runner.cfg").run().exit()).isZero();
  }

  @DisplayName("H1 the chain itself refuses, and has started nothing")
  @Test
  void the_chain_refuses_before_anything_runs(Scenario test) throws IOException {
    spoil(safe(test).dir().resolve("tasks.d"), "o+w");

    ProgramResult outcome = test.run();

    outcome.assertExit(77).assertTrace();
    assertThat(outcome.stderr()).contains("@DIR@/tasks.d: writable by everyone (mode 0757)");
    assertThat(outcome.stderr()).contains("chmod o-w @DIR@/tasks.d");
    assertThat(test.dir().resolve(".state/journal")).doesNotExist();
  }

  @Test
  void the_mend_that_check_prints_mends_it(Scenario test) throws Exception {
    Path task = safe(test).dir().resolve("tasks.d/1-a");
    Files.setAttribute(task, "unix:uid", NOBODY);
    spoil(task, "go+w");
    spoil(test.dir().resolve("conf.d"), "o+w");
    ProgramResult refused = test.args("check").run().assertExit(77);

    for (String line : refused.stdout().lines().toList()) {
      String mend = line.substring(line.lastIndexOf("; ") + 2);
      String real = mend.replace("@DIR@", test.dir().toString());
      assertThat(new ProcessBuilder("sh", "-c", real).start().waitFor()).as(real).isZero();
    }

    test.run().assertExit(0);
  }

  @DisplayName("H1 safe permissions pass, under a sticky directory of root's too")
  @Test
  void what_only_root_can_write_runs(Scenario test) throws IOException {
    safe(test).run().assertExit(0).assertTrace("hook", "task 1-a", "hook", "hook", "hook");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void warn_counts_unless_the_file_that_says_so_is_itself_unsafe(boolean sound, Scenario test)
      throws IOException {
    test.cfg("[runner]\nunsafe_paths = warn\n").task("1-a", "");
    spoil(test.dir().resolve(sound ? "tasks.d" : "runner.cfg"), "o+w");

    ProgramResult outcome = test.run();

    outcome.assertExit(sound ? 0 : 77);
    assertThat(outcome.stderr()).contains("writable by everyone");
    assertThat(outcome.trace()).hasSize(sound ? 1 : 0);
  }

  @Test
  void an_included_file_cannot_say_that_it_does_not_matter(Scenario test) {
    test.cfg("[runner]\ninclude_dir = conf.d\n")
        .file("conf.d/x.cfg", "[runner]\nunsafe_paths = warn\n")
        .task("1-a", "");

    ProgramResult outcome = test.run();

    outcome.assertExit(78).assertTrace();
    assertThat(outcome.stderr()).contains("conf.d/x.cfg:2: [runner] unsafe_paths: counts in the");
  }

  @Test
  void another_mistake_beside_it_makes_check_say_78_and_both(Scenario test) throws IOException {
    test.cfg("[runner]\nmax_tries = five\n").task("1-a", "");
    spoil(test.dir().resolve("tasks.d/1-a"), "o+w");

    ProgramResult outcome = test.args("check").run().assertExit(78);

    assertThat(outcome.stdout()).contains("'five'").contains("chmod o-w @DIR@/tasks.d/1-a");
  }

  @DisplayName("H2 a link is judged by itself and by what it leads to")
  @ParameterizedTest
  @ValueSource(strings = {"owner of the link", "mode of the target", "directory of the target"})
  void a_link_is_followed(String spoilt, Scenario test) throws IOException {
    test.cfg("").script("elsewhere/real", "echo evil >> \"$TRACE\"");
    test.link("tasks.d/1-a", "../elsewhere/real");
    switch (spoilt) {
      case "owner of the link" ->
          Files.setAttribute(
              test.dir().resolve("tasks.d/1-a"), "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
      case "mode of the target" -> spoil(test.dir().resolve("elsewhere/real"), "o+w");
      default -> spoil(test.dir().resolve("elsewhere"), "o+w");
    }

    test.run().assertExit(77).assertTrace();
  }

  @DisplayName("H2 a task directory that is a link, and a circle of links")
  @Test
  void a_linked_directory_is_followed_and_a_circle_is_a_mistake(Scenario test) throws IOException {
    test.cfg("").script("real.d/1-a", "echo ran >> \"$TRACE\"").link("tasks.d", "real.d");
    test.run().assertExit(0).assertTrace("ran");

    test.link("real.d/2-b", "2-b");
    test.run().assertExit(78).assertTrace();

    Files.delete(test.dir().resolve("real.d/2-b"));
    spoil(test.dir().resolve("real.d"), "o+w");
    test.run().assertExit(77).assertTrace();
  }

  private static Scenario safe(Scenario test) {
    String cfg =
        "[runner]\ninclude_dir = conf.d\ntask_hook = @DIR@/hook\ninterpreter = @DIR@/interpreter\n";
    return test.cfg(cfg)
        .file("conf.d/x.cfg", "[env]\nA = b\n")
        .directory(".state")
        .script("hook", "echo hook >> \"$TRACE\"")
        .script("interpreter", "exec /bin/sh \"$@\"")
        .task("1-a", "")
        .script("tasks.d/2-b", "")
        .haltTask("");
  }

  private static void run(String... words) throws Exception {
    assertThat(new ProcessBuilder(words).inheritIO().start().waitFor())
        .as(String.join(" ", words))
        .isZero();
  }

  private static void spoil(Path path, String fault) throws IOException {
    if (fault.equals("owner")) {
      Files.setAttribute(path, "unix:uid", NOBODY);
      return;
    }
    if (!fault.equals("o+w")) {
      Files.setAttribute(path, "unix:gid", NOBODY);
    }
    int mode = (Integer) Files.getAttribute(path, "unix:mode") & 07777;
    Files.setAttribute(path, "unix:mode", mode | MODES.get(fault));
  }
}
