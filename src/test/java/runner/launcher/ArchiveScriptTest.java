package runner.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How both archives of classes are made, with a stub in place of Java. */
class ArchiveScriptTest {
  private static final String JAVA =
      """
      #!/bin/sh
      for word; do
        case $word in
          -XX:DumpLoadedClassList=*) echo "java/lang/Object id: 0" >"${word#*=}" ;;
          -XX:SharedClassListFile=*) list=${word#*=} ;;
          -XX:SharedArchiveFile=*) cp "$list" "${word#*=}" ;;
        esac
      done
      """;

  @TempDir Path dir;

  @BeforeEach
  void java() throws Exception {
    Files.createDirectory(dir.resolve("to"));
    java(JAVA);
  }

  @Test
  void one_has_the_classes_of_chains_and_the_other_those_and_the_listed_ones() throws Exception {
    assertThat(made()).isZero();

    assertThat(left())
        .containsExactly("jobs.jsa", "jobs.jsa.java", "runner.jsa", "runner.jsa.java");
    assertThat(Files.readString(dir.resolve("to/runner.jsa")))
        .contains("java/lang/Object\n")
        .doesNotContain("org/postgresql/Driver");
    assertThat(Files.readString(dir.resolve("to/jobs.jsa"))).contains("org/postgresql/Driver\n");
    assertThat(dir.resolve("to/jobs.jsa.java")).hasContent(dir.resolve("java").toString());
  }

  @Test
  void if_the_second_fails_the_first_stays_and_no_draft_is_left() throws Exception {
    java(JAVA.replace("cp ", "[ ! -e \"$(dirname \"$0\")/to/runner.jsa\" ] || exit 1; cp "));

    assertThat(made()).isNotZero();
    assertThat(left()).containsExactly("runner.jsa", "runner.jsa.java");
  }

  @Test
  void an_interruption_leaves_no_file() throws Exception {
    java(JAVA.replace("cp ", "cp \"$list\" \"${word#*=}\"; kill -TERM $PPID; "));

    assertThat(made()).isNotZero();
    assertThat(left()).isEmpty();
  }

  private void java(String text) throws Exception {
    Path java = Files.writeString(dir.resolve("java"), text);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private int made() throws Exception {
    return new ProcessBuilder(
            "src/main/cds/archive",
            dir.resolve("java").toString(),
            "a.jar:b.jar",
            dir.resolve("to").toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private List<String> left() throws Exception {
    try (var files = Files.list(dir.resolve("to"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
