package runner.cli.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import runner.task.Problem;

/** What is kept of the first problem of a refused start. */
final class RefusalTextTest {
  private static Problem at(String place) {
    return Problem.config(place, "'s3cret' is neither 'this' nor that", "write 's3cret' anew");
  }

  @Test
  void no_value_of_the_environment_is_kept() {
    assertThat(RefusalText.kept(at("r.cfg:7: [env] TOKEN")))
        .isEqualTo("r.cfg:7: [env] TOKEN: '…' nor that");
    assertThat(RefusalText.kept(at("r.cfg:7: [env 1-a] TOKEN"))).doesNotContain("s3cret");
  }

  @Test
  void no_text_is_kept_of_a_line_that_could_not_be_understood() {
    assertThat(RefusalText.kept(at("/etc/runner/runner.cfg:7"))).doesNotContain("s3cret");
  }

  @Test
  void other_problems_are_kept_as_they_are_said() {
    Problem problem = at("r.cfg:2: [runner] max_tries");
    assertThat(RefusalText.kept(problem)).isEqualTo(problem.toString());
  }

  @Test
  void everybody_is_told_where_and_what_but_no_value() {
    assertThat(RefusalText.told(at("r.cfg:2: [runner] max_tries")))
        .isEqualTo("r.cfg:2: [runner] max_tries: '…' nor that");
    assertThat(RefusalText.told(Problem.config("tasks.d/1-a", "is not executable", "chmod")))
        .isEqualTo("tasks.d/1-a: is not executable");
  }
}
