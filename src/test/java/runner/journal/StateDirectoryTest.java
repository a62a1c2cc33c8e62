package runner.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.task.ExitCode;
import runner.task.RunnerException;
import runner.task.TaskName;

/** The directory itself, and the names in it. */
final class StateDirectoryTest {
  @TempDir Path directory;

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void it_is_created_with_those_above_it_and_private() throws IOException {
    Path path = directory.resolve("a/b/state");
    StateDirectory state = StateDirectory.open(path);
    assertThat(state.path()).isEqualTo(path);
    assertThat(mode(path)).isEqualTo("rwx------");
    assertThat(state.subdirectory("logs")).isEqualTo(path.resolve("logs")).isDirectory();
    assertThat(StateDirectory.open(path).path()).isEqualTo(path);
  }

  @Test
  void a_file_in_its_place_is_73() throws IOException {
    Path file = Files.writeString(directory.resolve("state"), "");
    assertThatThrownBy(() -> StateDirectory.open(file))
        .isInstanceOfSatisfying(
            RunnerException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.CANT_WRITE))
        .hasMessageContaining("is not a directory")
        .hasMessageContaining("--state-dir");
  }

  @Test
  void a_scratch_directory_is_emptied_and_a_link_in_its_place_is_not_followed() throws IOException {
    StateDirectory state = StateDirectory.open(directory.resolve("state"));
    Path scratch = state.emptied("scratch");
    Files.createDirectories(scratch.resolve("old/deep"));
    assertThat(state.emptied("scratch")).isEqualTo(scratch).isEmptyDirectory();

    Path target = Files.createDirectory(directory.resolve("target"));
    Files.writeString(target.resolve("precious"), "");
    Files.delete(scratch);
    Files.createSymbolicLink(scratch, target);
    state.emptied("scratch");
    assertThat(target.resolve("precious")).exists();
  }

  @Test
  void a_script_is_private_and_lies_where_it_fits() throws IOException {
    Path here = StateDirectory.script("#!/bin/sh\n", directory, path -> true);
    assertThat(here).hasParent(directory).hasContent("#!/bin/sh\n");
    assertThat(mode(here)).isEqualTo("rwx------");
    Path elsewhere = StateDirectory.script("x", directory.resolve("a b"), path -> false);
    assertThat(elsewhere.getParent()).isNotEqualTo(directory.resolve("a b"));
    assertThat(mode(elsewhere.getParent())).isEqualTo("rwx------");
    Files.delete(elsewhere);
    StateDirectory.removeTemporary(elsewhere.getParent());
    assertThat(elsewhere.getParent()).doesNotExist();
    assertThatThrownBy(() -> StateDirectory.script("x", directory.resolve("no"), path -> true))
        .hasMessageContaining("cannot hold a script");
  }

  @Test
  void a_temporary_directory_that_still_holds_something_is_left() throws IOException {
    Path temporary = Files.createDirectory(directory.resolve("temporary"));
    Path pipe = Files.createFile(temporary.resolve("pipe"));
    StateDirectory.removeTemporary(temporary);
    assertThat(pipe).exists();
  }

  @Test
  void what_everybody_may_read_is_open_whatever_lies_around_it() throws IOException {
    Path open = StateDirectory.open(directory.resolve("open")).path();
    StateDirectory.makePublic(open);
    assertThat(mode(open)).isEqualTo("rwxr-xr-x");
  }

  @Test
  void a_directory_that_names_no_other_above_it_is_taken_as_it_is() {
    assertThat(StateDirectory.open(Path.of(".")).path()).isEqualTo(Path.of("."));
  }

  @Test
  void logs_have_names_that_any_tool_can_handle() {
    TaskName odd = new TaskName("7-ä b\n");
    List<TaskName> plan = List.of(new TaskName("1-a"), odd);
    assertThat(new LogNames(plan).of(odd, 3)).isEqualTo("002-7-__b_.3.log");
    assertThat(LogNames.ofHalt(new TaskName("halt.sh"))).isEqualTo("halt-halt.sh.log");
    TaskName exact = new TaskName("x".repeat(100));
    TaskName longer = new TaskName("x".repeat(101));
    assertThat(LogNames.ofHalt(exact)).isEqualTo(LogNames.ofHalt(longer)).hasSize(109);
  }

  @Test
  void the_names_of_a_long_plan_cost_one_pass_over_it() {
    AtomicInteger read = new AtomicInteger();
    List<TaskName> plan =
        new AbstractList<>() {
          @Override
          public TaskName get(int index) {
            read.incrementAndGet();
            return new TaskName("t" + index);
          }

          @Override
          public int size() {
            return 10_000;
          }
        };
    LogNames names = new LogNames(plan);
    assertThat(names.of(new TaskName("t0"), 1)).isEqualTo("001-t0.1.log");
    assertThat(names.of(new TaskName("t9999"), 2)).isEqualTo("10000-t9999.2.log");
    assertThat(read).hasValue(10_000);
  }
}
