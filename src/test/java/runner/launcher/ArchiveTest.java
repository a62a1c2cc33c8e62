package runner.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which archive of classes the launcher trusts, and which Java an unpacked tarball takes. */
class ArchiveTest {
  @TempDir Path root;
  private Site site;
  private Path archive;

  @BeforeEach
  void unpack() throws Exception {
    site = Site.installed(root);
    archive = Files.createFile(root.resolve("usr/share/runner/runner.jsa"));
    note(archive, root.resolve("bin/java"));
    // That this machine has done jobs is none of a test's business.
    site.with("STATE_DIRECTORY", root.resolve("state") + ":/another");
  }

  @Test
  void the_archive_of_this_java_is_shared() throws Exception {
    assertShared(archive);
  }

  @Test
  void one_that_another_java_made_is_not() throws Exception {
    note(archive, Path.of("/usr/bin/java"));

    assertNotShared();
  }

  @ParameterizedTest
  @ValueSource(ints = {-5, 5})
  void nor_one_from_before_an_upgrade_or_a_downgrade_in_place(int seconds) throws Exception {
    Path java = root.resolve("bin/java");
    Instant then = Files.getLastModifiedTime(java).toInstant();
    Files.setLastModifiedTime(java, FileTime.from(then.plusSeconds(seconds)));

    assertNotShared();
  }

  @Test
  void nor_one_of_which_nothing_is_known() throws Exception {
    Files.delete(noteOf(archive));

    assertNotShared();
  }

  @Test
  void nor_for_root_one_that_is_somebody_elses() throws Exception {
    assumeTrue("root".equals(Files.getOwner(archive).getName()), "only root can give a file away");
    Files.setAttribute(archive, "unix:uid", 65534);

    assertNotShared();
  }

  @Test
  void a_host_that_has_done_jobs_shares_the_one_that_has_their_classes() throws Exception {
    Path withJobs = archiveOfJobs();
    Files.createDirectories(root.resolve("state/jobs"));

    assertShared(withJobs);
    assertShared(withJobs, "-c", "x.cfg", "tasks.d");
    assertShared(archive, "status");
    assertShared(archive, "retrypuppet", "--", "jobs");
    assertShared(archive, "-c", "x.cfg", "-g", "a.b");
  }

  @Test
  void so_does_who_works_with_jobs() throws Exception {
    Path withJobs = archiveOfJobs();

    assertShared(archive);
    assertShared(withJobs, "-c", "x.cfg", "jobs", "list");
    assertShared(withJobs, "jobs", "submit", "status");
  }

  @Test
  void a_state_directory_that_is_named_comes_before_that_of_systemd() throws Exception {
    Path withJobs = archiveOfJobs();
    site.with("RUNNER_STATE_DIR", Files.createDirectories(root.resolve("named")).toString());
    Files.createDirectories(root.resolve("state/jobs"));

    assertShared(archive);
    Files.createDirectory(root.resolve("named/jobs"));
    assertShared(withJobs);
    Files.delete(root.resolve("state/jobs"));
    site.with("RUNNER_STATE_DIR", "");
    assertShared(archive);
  }

  @Test
  void where_theirs_is_not_there_or_cannot_be_trusted_the_other_is_shared() throws Exception {
    assertShared(archive, "jobs", "list");
    Path withJobs = archiveOfJobs();
    note(withJobs, Path.of("/usr/bin/java"));
    assertShared(archive, "jobs", "list");
    note(withJobs, root.resolve("bin/java"));
    assumeTrue("root".equals(Files.getOwner(archive).getName()), "only root can give a file away");
    Files.setAttribute(withJobs, "unix:uid", 65534);
    assertShared(archive, "jobs", "list");
  }

  @Test
  void a_java_that_came_with_the_program_is_taken_before_any_other() throws Exception {
    Path bin = Files.createDirectories(root.resolve("usr/share/runner/java/bin"));
    Files.createSymbolicLink(bin.resolve("java"), root.resolve("bin/java"));
    site.with("JAVA_HOME", "/nowhere").through("/bin/sh", "-x");

    assertThat(site.start().err()).contains("exec " + bin.resolve("java"));
  }

  private Path archiveOfJobs() throws Exception {
    Path file = Files.createFile(archive.resolveSibling("jobs.jsa"));
    note(file, root.resolve("bin/java"));
    return file;
  }

  private void assertShared(Path file, String... arguments) throws Exception {
    assertThat(site.start(arguments).arguments())
        .filteredOn(word -> word.startsWith("-XX:SharedArchiveFile"))
        .containsExactly("-XX:SharedArchiveFile=" + file);
  }

  private void note(Path file, Path java) throws Exception {
    Path note = noteOf(file);
    Files.writeString(note, java + "\n");
    Files.setLastModifiedTime(note, Files.getLastModifiedTime(root.resolve("bin/java")));
  }

  private static Path noteOf(Path file) {
    return file.resolveSibling(file.getFileName() + ".java");
  }

  private void assertNotShared() throws Exception {
    LauncherResult start = site.start();

    assertThat(start.err()).isEmpty();
    assertThat(start.arguments()).noneMatch(word -> word.startsWith("-XX:SharedArchiveFile"));
  }
}
