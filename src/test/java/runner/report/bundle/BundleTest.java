package runner.report.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.report.history.SecretValues;
import runner.support.SomeBoots;
import runner.task.RunnerException;

/** What is packed is read back by the tar of the system. */
final class BundleTest {
  /** tar warns of files from the future. */
  private static final Instant THEN = Instant.parse("2020-02-29T12:00:00Z");

  @TempDir Path directory;

  private void unpack(Path archive) throws IOException, InterruptedException {
    Process tar =
        new ProcessBuilder("tar", "xzf", archive.toString(), "-C", directory.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(tar.getInputStream().readAllBytes(), UTF_8);
    assertThat(tar.waitFor()).as(said).isZero();
    assertThat(said).isEmpty();
  }

  @Test
  void a_state_directory_comes_out_as_it_went_in_but_for_its_secrets() throws Exception {
    Path state = SomeBoots.in(directory.resolve("state"));
    Path archive = directory.resolve("b.tar.gz");
    try (OutputStream out = Files.newOutputStream(archive);
        SupportBundle bundle =
            new SupportBundle(out, "root", SecretValues.of(List.of(SomeBoots.SECRET)), THEN)) {
      bundle.add("words.txt", "ä " + SomeBoots.SECRET + "\n");
      StateFiles.of(state).addTo(bundle, true);
      assertThat(bundle.leftOut()).isEmpty();
    }
    unpack(archive);
    Path root = directory.resolve("root");
    assertThat(root.resolve("words.txt")).hasContent("ä ****\n");
    assertThat(Files.getLastModifiedTime(root.resolve("words.txt")).toInstant()).isEqualTo(THEN);
    List<Path> files;
    try (Stream<Path> all = Files.walk(state)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    assertThat(files).hasSizeGreaterThan(20);
    for (Path file : files) {
      Path copy = root.resolve("state").resolve(state.relativize(file));
      String text = Files.readString(file).replace(SomeBoots.SECRET, "****");
      assertThat(copy).as(copy.toString()).hasContent(text);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
          .isEqualTo("rw-------");
    }
    assertThat(root.resolve("state.txt")).content().contains("rw------- ", "journal");
  }

  @Test
  void what_is_no_record_of_runs_is_listed_and_not_packed() throws Exception {
    Path state = Files.createDirectories(directory.resolve("state/jobs/hosts"));
    Files.writeString(state.resolve("job"), "not ours to give");
    Files.writeString(directory.resolve("state/private.key"), "nor this");
    Path archive = directory.resolve("b.tar.gz");
    try (OutputStream out = Files.newOutputStream(archive);
        SupportBundle bundle = new SupportBundle(out, "root", SecretValues.of(List.of()), THEN)) {
      StateFiles.of(directory.resolve("state")).addTo(bundle, true);
    }
    unpack(archive);
    assertThat(directory.resolve("root/state.txt")).content().contains("jobs/hosts/job", ".key");
    assertThat(directory.resolve("root/state")).doesNotExist();
  }

  @Test
  void of_a_long_log_the_end_is_packed_and_that_is_said() throws Exception {
    Path state = directory.resolve("state");
    Path run = Files.createDirectories(state.resolve("runs/000001-20261120T020000Z"));
    Files.writeString(run.resolve("001-a.1.log"), "a line\n".repeat(50_000) + "the end\n");
    Path archive = directory.resolve("b.tar.gz");
    try (OutputStream out = Files.newOutputStream(archive);
        SupportBundle bundle = new SupportBundle(out, "root", SecretValues.of(List.of()), THEN)) {
      StateFiles.of(state).addTo(bundle, true);
    }
    unpack(archive);
    Path log = directory.resolve("root/state/runs/000001-20261120T020000Z/001-a.1.log");
    assertThat(log).content().startsWith("a line\n").endsWith("the end\n");
    assertThat(Files.size(log)).isLessThanOrEqualTo(256 << 10);
    assertThat(directory.resolve("root/left-out.txt")).content().contains("of 350008 bytes");
  }

  @Test
  void the_longest_names_of_logs_still_tell_them_apart() throws Exception {
    Path state = directory.resolve("state");
    Path run = Files.createDirectories(state.resolve("runs/000001-20261120T020000Z"));
    for (int pass = 1; pass <= 2; pass++) {
      Files.writeString(run.resolve("001-" + "x".repeat(100) + "." + pass + ".log"), "" + pass);
    }
    Path archive = directory.resolve("b.tar.gz");
    try (OutputStream out = Files.newOutputStream(archive);
        SupportBundle bundle = new SupportBundle(out, "root", SecretValues.of(List.of()), THEN)) {
      StateFiles.of(state).addTo(bundle, true);
    }
    unpack(archive);
    try (Stream<Path> logs =
        Files.list(directory.resolve("root/state/runs/" + run.getFileName()))) {
      assertThat(logs.map(log -> log.getFileName().toString()))
          .anyMatch(name -> name.endsWith("x.1.log"))
          .anyMatch(name -> name.endsWith("x.2.log"));
    }
  }

  @Test
  void a_file_is_private_whole_and_never_written_over_unasked() throws IOException {
    Path file = directory.resolve("f");
    PrivateFile.create(file, out -> out.write('1'));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> PrivateFile.create(file, out -> out.write('2')))
        .isInstanceOf(RunnerException.class)
        .hasMessageContaining("is there already");
    assertThatThrownBy(
            () ->
                PrivateFile.replace(
                    file,
                    out -> {
                      out.write('3');
                      throw new IOException("the disk is full");
                    }))
        .hasMessageContaining("cannot be written: the disk is full");
    assertThat(file).hasContent("1");
    PrivateFile.replace(file, out -> out.write('4'));
    assertThat(file).hasContent("4");
    try (Stream<Path> all = Files.list(directory)) {
      assertThat(all).containsExactly(file);
    }
  }
}
