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

/** Root refuses to run anything that others could have written. */
@ExtendWith(Cases.class)
final class PermissionTrapsTest {
  private static final int NOBODY = 65534;
  private static final Map<String, Integer> MODES =
      Map.of("o+w", 0002, "g+w", 0020, "go+w", 0022, "owner", 0);

  @BeforeEach
  void need_root() throws IOException {
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
    // Unit tests try each fault on each kind of component. Here each object gets one fault.
    List<String> faults = MODES.keySet().stream().sorted().toList();
    List<Arguments> all = new ArrayList<>();
    for (int i = 0; i < objects.size(); i++) {
      all.add(Arguments.of(objects.get(i), faults.get(i % faults.size())));
    }
    faults.forEach(fault -> all.add(Arguments.of("tasks.d/2-b", fault)));
    return all.stream();
  }

  @DisplayName(
      "unsafe permissions of any file that is run or read are refused before anything runs")
  @ParameterizedTest
  @MethodSource("faults")
  void unsafe_permissions_are_refused_with_path_and_fix(String object, String fault, Scenario test)
      throws IOException {
    Path path = safe(test).dir().resolve(object).normalize();
    makeUnsafe(path, fault);

    ProgramResult result = test.args("check").run();

    String bits = fault.replace("+w", "");
    String fix = fault.equals("owner") ? "chown root" : "chmod " + bits + "-w";
    String place = "@DIR@" + (object.equals(".") ? "" : "/" + object);
    result.assertExit(77).assertTrace();
    assertThat(result.stdout()).contains(place + ": ").contains("; " + fix + " " + place);
  }

  /** An access control list may let others write to files of root and root's group. */
  @DisplayName("an access control list that lets others write is refused, with a fix that works")
  @ParameterizedTest
  @CsvSource({
    "tasks.d/1-a, u:nobody:rwx",
    "tasks.d/1-a, g:daemon:rwx",
    "tasks.d, u:nobody:rwx",
    "., u:nobody:rwx",
    "runner.cfg, u:nobody:rw"
  })
  void an_access_control_list_is_refused(String object, String entry, Scenario test)
      throws Exception {
    Path path = safe(test).dir().resolve(object).normalize();
    run("setfacl", "-m", entry, path.toString());

    test.run().assertExit(77).assertTrace();
    String refused = test.args("check").run().assertExit(77).stdout();
    String fix = refused.substring(refused.lastIndexOf("; ") + 2);
    run("sh", "-c", fix.replace("@DIR@", test.dir().toString()));

    assertThat(test.clearArgs().args("-c", "@DIR@/runner.cfg").run().exit()).isZero();
  }

  @DisplayName("the chain refuses unsafe permissions before anything runs")
  @Test
  void the_chain_refuses_before_anything_runs(Scenario test) throws IOException {
    makeUnsafe(safe(test).dir().resolve("tasks.d"), "o+w");

    ProgramResult result = test.run();

    result.assertExit(77).assertTrace();
    assertThat(result.stderr()).contains("@DIR@/tasks.d: writable by everyone (mode 0757)");
    assertThat(result.stderr()).contains("chmod o-w @DIR@/tasks.d");
    assertThat(test.dir().resolve(".state/journal")).doesNotExist();
  }

  @Test
  void the_fixes_that_check_prints_work(Scenario test) throws Exception {
    Path task = safe(test).dir().resolve("tasks.d/1-a");
    Files.setAttribute(task, "unix:uid", NOBODY);
    makeUnsafe(task, "go+w");
    makeUnsafe(test.dir().resolve("conf.d"), "o+w");
    ProgramResult refused = test.args("check").run().assertExit(77);

    for (String line : refused.stdout().lines().toList()) {
      String fix = line.substring(line.lastIndexOf("; ") + 2);
      String command = fix.replace("@DIR@", test.dir().toString());
      assertThat(new ProcessBuilder("sh", "-c", command).start().waitFor()).as(command).isZero();
    }

    test.run().assertExit(0);
  }

  @DisplayName("safe permissions pass, also below a sticky directory of root")
  @Test
  void a_chain_that_only_root_can_write_runs(Scenario test) throws IOException {
    safe(test).run().assertExit(0).assertTrace("hook", "task 1-a", "hook", "hook", "hook");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void warn_applies_unless_its_own_file_is_unsafe(boolean safe, Scenario test) throws IOException {
    test.cfg("[runner]\nunsafe_paths = warn\n").task("1-a", "");
    makeUnsafe(test.dir().resolve(safe ? "tasks.d" : "runner.cfg"), "o+w");

    ProgramResult result = test.run();

    result.assertExit(safe ? 0 : 77);
    assertThat(result.stderr()).contains("writable by everyone");
    assertThat(result.trace()).hasSize(safe ? 1 : 0);
  }

  @Test
  void an_included_file_cannot_set_unsafe_paths(Scenario test) {
    test.cfg("[runner]\ninclude_dir = conf.d\n")
        .file("conf.d/x.cfg", "[runner]\nunsafe_paths = warn\n")
        .task("1-a", "");

    ProgramResult result = test.run();

    result.assertExit(78).assertTrace();
    assertThat(result.stderr()).contains("conf.d/x.cfg:2: [runner] unsafe_paths: counts in the");
  }

  @Test
  void with_another_error_check_reports_both_and_exits_78(Scenario test) throws IOException {
    test.cfg("[runner]\nmax_tries = five\n").task("1-a", "");
    makeUnsafe(test.dir().resolve("tasks.d/1-a"), "o+w");

    ProgramResult result = test.args("check").run().assertExit(78);

    assertThat(result.stdout()).contains("'five'").contains("chmod o-w @DIR@/tasks.d/1-a");
  }

  @DisplayName("a link is checked, and so are its target and the directory of the target")
  @ParameterizedTest
  @ValueSource(strings = {"owner of the link", "mode of the target", "directory of the target"})
  void a_link_is_followed(String unsafe, Scenario test) throws IOException {
    test.cfg("").script("elsewhere/real", "echo evil >> \"$TRACE\"");
    test.link("tasks.d/1-a", "../elsewhere/real");
    switch (unsafe) {
      case "owner of the link" ->
          Files.setAttribute(
              test.dir().resolve("tasks.d/1-a"), "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
      case "mode of the target" -> makeUnsafe(test.dir().resolve("elsewhere/real"), "o+w");
      default -> makeUnsafe(test.dir().resolve("elsewhere"), "o+w");
    }

    test.run().assertExit(77).assertTrace();
  }

  @DisplayName("a task directory may be a link; a loop of links is an error")
  @Test
  void a_linked_directory_is_followed_and_a_loop_is_an_error(Scenario test) throws IOException {
    test.cfg("").script("real.d/1-a", "echo ran >> \"$TRACE\"").link("tasks.d", "real.d");
    test.run().assertExit(0).assertTrace("ran");

    test.link("real.d/2-b", "2-b");
    test.run().assertExit(78).assertTrace();

    Files.delete(test.dir().resolve("real.d/2-b"));
    makeUnsafe(test.dir().resolve("real.d"), "o+w");
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

  private static void makeUnsafe(Path path, String fault) throws IOException {
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
