package runner.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build that fails since a disk is full: the launcher names the cause, and where it is. */
class FullDiskBuildTest {
  @TempDir Path root;

  @Test
  void the_full_file_system_is_named() throws Exception {
    boolean allowed = new ProcessBuilder("unshare", "-m", "true").start().waitFor() == 0;
    if (!allowed) {
      System.err.println("NOT RUN: a build on a full disk, which needs unshare -m");
    }
    assumeTrue(allowed, "unshare -m is not allowed here");
    Site site = Site.checkout(root).maven("cat /dev/zero >target/big || exit 1");
    Path target = Files.createDirectory(site.home().resolve("target"));
    String small = "/bin/mount -t tmpfs -o size=64k tmpfs '%s' && exec \"$@\"";
    String quoted = target.toString().replace("'", "'\\''");
    site.through("/usr/bin/unshare", "-m", "/bin/sh", "-c", small.formatted(quoted), "sh");

    LauncherResult result = site.start();

    assertThat(result.code()).isEqualTo(70);
    assertThat(result.err())
        .contains("No space left on device\n")
        .endsWith(
            "runner: "
                + target
                + ": no space is left for the build on this file system (0 KiB free);"
                + " free 100 MB and start again\n");
  }

  @Test
  void mavens_words_are_shown_without_colors() throws Exception {
    Site site =
        Site.checkout(root).maven("printf '\\033[1;31mERROR\\033[m why\\n\\033[0m'; exit 1");

    LauncherResult result = site.start();

    assertThat(result.code()).isEqualTo(70);
    assertThat(result.err())
        .contains("ERROR why\n")
        .endsWith("the build failed; Maven's messages are above\n")
        .doesNotContain("\u001b", "\n\n");
  }

  @Test
  void a_disk_that_has_room_again_is_said_to_have_been_full() throws Exception {
    Site site = Site.checkout(root).maven("echo 'x: Disk quota exceeded' >&2; exit 1");

    assertThat(site.start().err())
        .contains("x: Disk quota exceeded\n")
        .contains("no space is left");
  }
}
