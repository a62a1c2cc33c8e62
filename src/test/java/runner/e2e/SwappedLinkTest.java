package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.Scenario;

/** Another user changes the target of a link between its check and its use. */
@ExtendWith(Cases.class)
final class SwappedLinkTest {
  private static final int NOBODY = 65534;

  /** Replaces a link by one with another target, without a pause. */
  private static final String SWAPS =
      "while ln -s ../good next && mv -T next now && ln -s evil next && mv -T next now; do :; done";

  @DisplayName("a link that another user replaces without a pause is never run")
  @Test
  void a_link_that_another_user_replaces_is_never_run(Scenario test) throws Exception {
    assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs to be root");
    test.cfg("").task("1-a", "").script("good", "echo good >> \"$TRACE\"");
    test.script("theirs/evil", "echo evil >> \"$TRACE\"").link("tasks.d/2-b", "../theirs/now");
    Path theirs = test.dir().resolve("theirs");
    Files.setAttribute(theirs, "unix:uid", NOBODY);
    Files.setAttribute(theirs.resolve("evil"), "unix:uid", NOBODY);
    Files.setAttribute(test.dir(), "unix:mode", 0755);
    Process swapper =
        new ProcessBuilder("setpriv", "--reuid=65534", "--clear-groups", "sh", "-c", SWAPS)
            .directory(theirs.toFile())
            .start();
    try {
      for (int start = 0; start < 3; start++) {
        test.run().assertExit(77).assertTrace();
      }
      assertThat(swapper.isAlive()).as("the link was replaced until the end").isTrue();
    } finally {
      swapper.destroyForcibly().waitFor();
    }
  }
}
