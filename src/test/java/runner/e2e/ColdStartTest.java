package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.Program;
import runner.support.RunnerTest;

/** What a start must not load, since it would cost more than all else that it does there. */
@ExtendWith(Cases.class)
final class ColdStartTest {
  /** What equals and hashCode of a record are made by, unless they are written out: 20 ms. */
  private static final String RECORD_METHODS = "java/lang/runtime/ObjectMethods";

  @Test
  void a_chain_compares_no_records(RunnerTest test) throws Exception {
    test.task("1-first", "").task("2-second", "");

    assertThat(loaded(test.cfg("[runner]\n")))
        .contains("runner/chain/Attempts")
        .doesNotContain(RECORD_METHODS);
  }

  @Test
  void a_job_is_done_and_no_records_are_compared(RunnerTest test) throws Exception {
    test.script("jobs.d/rotate", "").task("1-first", "");
    test.cfg("[jobs]\njob_retry = yes\ntasks_dir = @DIR@/jobs.d\n");
    test.args("jobs", "submit", "rotate").run().assertExit(0);

    assertThat(loaded(test.anew().args("-c", "@DIR@/runner.cfg")))
        .contains("runner/jobs/host/Performance")
        .doesNotContain(RECORD_METHODS);
  }

  private static String loaded(RunnerTest test) throws IOException {
    Path list = test.dir().resolve("loaded");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    test.program(Program.onJava(test.dir(), java, "-XX:DumpLoadedClassList=" + list));
    test.run().assertExit(0);
    return Files.readString(list);
  }
}
