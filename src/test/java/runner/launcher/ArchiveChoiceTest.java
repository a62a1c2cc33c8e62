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

/** Which archive of classes the launcher uses, and which Java it takes in an unpacked tarball. */
class ArchiveChoiceTest {
  @TempDir Path root;
  private Site site;
  private Path archive;

  @BeforeEach
  void install() throws Exception {
    site = Site.installed(root);
    archive = Files.createFile(root.resolve("usr/share/runner/runner.jsa"));
    nameMaker(archive, root.resolve("bin/java"));
    // Otherwise the tests would depend on whether this machine has done jobs.
    site.with("STATE_DIRECTORY", root.resolve("state") + ":/another");
  }

  @Test
  void the_archive_that_this_java_made_is_shared() throws Exception {
    assertShared(archive);
  }

  @Test
  void an_archive_that_another_java_made_is_not_shared() throws Exception {
    nameMaker(archive, Path.of("/usr/bin/java"));

    assertNotShared();
  }

  @ParameterizedTest
  @ValueSource(ints = {-5, 5})
  void an_archive_from_before_an_upgrade_or_a_downgrade_of_java_is_not_shared(int seconds)
      throws Exception {
    Path java = root.resolve("bin/java");
    Instant then = Files.getLastModifiedTime(java).toInstant();
    Files.setLastModifiedTime(java, FileTime.from(then.plusSeconds(seconds)));

    assertNotShared();
  }

  @Test
  void an_archive_of_unknown_origin_is_not_shared() throws Exception {
    Files.delete(makerOf(archive));

    assertNotShared();
  }

  @Test
  void root_does_not_share_an_archive_that_another_user_owns() throws Exception {
    assumeTrue("root".equals(Files.getOwner(archive).getName()), "only root can give a file away");
    Files.setAttribute(archive, "unix:uid", 65534);

    assertNotShared();
  }

  @Test
  void a_host_that_has_done_jobs_shares_the_archive_with_their_classes() throws Exception {
    Path withJobs = archiveOfJobs();
    Files.createDirectories(root.resolve("state/jobs"));

    assertShared(withJobs);
    assertShared(withJobs, "-c", "x.cfg", "tasks.d");
    assertShared(archive, "status");
    assertShared(archive, "retrypuppet", "--", "jobs");
    assertShared(archive, "-c", "x.cfg", "-g", "a.b");
  }

  @Test
  void a_command_for_jobs_shares_the_archive_with_their_classes() throws Exception {
    Path withJobs = archiveOfJobs();

    assertShared(archive);
    assertShared(withJobs, "-c", "x.cfg", "jobs", "list");
    assertShared(withJobs, "jobs", "submit", "status");
  }

  @Test
  void runner_state_dir_comes_before_the_state_directory_of_systemd() throws Exception {
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
  void without_a_usable_archive_for_jobs_the_other_is_shared() throws Exception {
    assertShared(archive, "jobs", "list");
    Path withJobs = archiveOfJobs();
    nameMaker(withJobs, Path.of("/usr/bin/java"));
    assertShared(archive, "jobs", "list");
    nameMaker(withJobs, root.resolve("bin/java"));
    assumeTrue("root".equals(Files.getOwner(archive).getName()), "only root can give a file away");
    Files.setAttribute(withJobs, "unix:uid", 65534);
    assertShared(archive, "jobs", "list");
  }

  @Test
  void the_java_of_the_tarball_is_taken_before_any_other() throws Exception {
    Path bin = Files.createDirectories(root.resolve("usr/share/runner/java/bin"));
    Files.createSymbolicLink(bin.resolve("java"), root.resolve("bin/java"));
    site.with("JAVA_HOME", "/nowhere").through("/bin/sh", "-x");

    assertThat(site.start().err()).contains("exec " + bin.resolve("java"));
  }

  private Path archiveOfJobs() throws Exception {
    Path file = Files.createFile(archive.resolveSibling("jobs.jsa"));
    nameMaker(file, root.resolve("bin/java"));
    return file;
  }

  private void assertShared(Path file, String... arguments) throws Exception {
    assertThat(site.start(arguments).arguments())
        .filteredOn(word -> word.startsWith("-XX:SharedArchiveFile"))
        .containsExactly("-XX:SharedArchiveFile=" + file);
  }

  /** Says that a Java made the archive, and gives that file the time of the stub. */
  private void nameMaker(Path file, Path java) throws Exception {
    Path maker = makerOf(file);
    Files.writeString(maker, java + "\n");
    Files.setLastModifiedTime(maker, Files.getLastModifiedTime(root.resolve("bin/java")));
  }

  private static Path makerOf(Path file) {
    return file.resolveSibling(file.getFileName() + ".java");
  }

  private void assertNotShared() throws Exception {
    LauncherResult result = site.start();

    assertThat(result.err()).isEmpty();
    assertThat(result.arguments()).noneMatch(word -> word.startsWith("-XX:SharedArchiveFile"));
  }
}
