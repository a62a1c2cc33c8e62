package runner.pool.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClaimMessageTest {
  private static final List<String> PIECES =
      List.of(
          ("claiming: |l|\n|Build URL: |http://|/teams/|/jobs/| build |#|7|/|..|{\"a\":|}|\u0000"
                  + "|\u001b[2J|?vars.|=|%|one-off|`| |\r|\ud800|/builds/|/pipelines/|@|::")
              .split("\\|"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "claiming: l                               | nobody",
        "p/j #3 claiming: l                        | main/p/j #3",
        "p/j `#3` claiming: l                      | main/p/j #3",
        "p/j build 3 claiming: l                   | main/p/j #3",
        "t/p/j build 3.1 claiming: l               | t/p/j #3.1",
        "one-off #77 claiming: l                   | one-off #77",
        "one-off `#77` claiming: l                 | one-off #77",
        "one-off build 77 claiming: l              | one-off #77",
        "t/p/{\"a\":\"x/y z\"}/j build 3 claiming: l | t/p/{a=\"x/y z\"}/j #3",
        "t/p/j build 3 adding claimed: l           | added as claimed",
        "t/p/j build 3 unclaiming: l               | nobody",
        "t/p/j build 3 claiming: other             | unclear",
        "t/p/x/j build 3 claiming: l               | unclear",
        "t/p/{broken/j build 3 claiming: l         | unclear",
        "t/../j build 3 claiming: l                | unclear",
        "t/p/j build latest claiming: l            | unclear",
        "I need l for a moment                     | nobody",
        "Bob claiming: l                           | nobody",
        "t/p/j build 1 claiming: x build 2 claiming: l | t/p/j build 1 claiming: x #2"
      })
  void every_form_of_a_message_names_its_owner(String message, String owner) {
    assertThat(ClaimMessage.owner(message + "\n", "l").words()).isEqualTo(owner);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://ci/teams/t/pipelines/p/jobs/j/builds/3                   | t/p/j #3",
        "https://ci/prefix/teams/t/pipelines/p/jobs/j/builds/3            | t/p/j #3",
        "http://ci:8080/teams/t/pipelines/p/jobs/a b?c/builds/3.2         | t/p/a b?c #3.2",
        "https://ci/teams/t/pipelines/p/jobs/j/builds/3?vars.k=%22v%22    | t/p/{k=\"v\"}/j #3",
        "https://ci/builds/77                                             | one-off #77",
        "https://ci/teams/t/pipelines/p/jobs/j/builds/3?x=1               | unclear",
        "https://ci/teams/t/pipelines/p/jobs/j/builds/3?vars.k=%22        | unclear",
        "https://user@ci/builds/77                                        | unclear",
        "ftp://ci/builds/77                                               | unclear",
        "file:///etc/passwd                                               | unclear",
        "''                                                               | nobody"
      })
  void a_build_url_names_its_owner(String url, String owner) {
    String message = "claiming: l\nBuild URL: " + url + " \n";
    assertThat(ClaimMessage.owner(message, "l").words()).isEqualTo(owner);
  }

  @Test
  void a_question_keeps_every_name_in_one_piece() {
    ClaimOwner owner = ClaimMessage.owner("t e/p?/x%2Fy#z build 3 claiming: l", "l");
    assertThat(((ClaimOwner.Named) owner).path())
        .isEqualTo("/api/v1/teams/t%20e/pipelines/p%3F/jobs/x%252Fy%23z/builds/3");
  }

  @Test
  void dotted_variables_are_quoted_references() {
    ClaimOwner owner = ClaimMessage.owner("t/p/{\"a.b\":{\"c\":1}}/j build 3 claiming: l", "l");
    assertThat(((ClaimOwner.Named) owner).path())
        .endsWith("/builds/3?vars.%22a.b%22=%7B%22c%22%3A1%7D");
  }

  /** What was written is read back, whatever the names hold that pool-resource lets through. */
  @Test
  void names_survive_the_way_through_a_message() {
    Random random = new Random(7);
    String signs = "ab-_. #`{}\"'()üß%?&=+\\:;,$<>|~é";
    for (int i = 0; i < 5000; i++) {
      String team = name(random, signs);
      String pipeline = name(random, signs);
      String job = name(random, signs);
      String lock = name(random, signs);
      String build = 1 + random.nextInt(9999) + (random.nextBoolean() ? ".1" : "");
      String message =
          team + "/" + pipeline + "/" + job + " build " + build + " claiming: " + lock + "\n";
      assertThat(ClaimMessage.owner(message, lock))
          .as(message)
          .isEqualTo(
              new ClaimOwner.Job(team, pipeline, Map.of(), job, build, java.util.Optional.empty()));
    }
  }

  private static String name(Random random, String signs) {
    StringBuilder name = new StringBuilder("n");
    for (int i = random.nextInt(12); i > 0; i--) {
      name.append(signs.charAt(random.nextInt(signs.length())));
    }
    return name.append('n').toString();
  }

  @Test
  void no_message_at_all_breaks_the_reader_or_leads_out_of_a_path() {
    Random random = new Random(11);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder message = new StringBuilder();
      for (int n = random.nextInt(24); n > 0; n--) {
        message.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      assertThatCode(() -> check(message.toString()))
          .as(message.toString())
          .doesNotThrowAnyException();
    }
  }

  private static void check(String message) {
    if (ClaimMessage.owner(message, "l") instanceof ClaimOwner.Named named) {
      assertThat(named.path()).matches("/api/v1/[A-Za-z0-9%._~/-]+(\\?[A-Za-z0-9%._~&=-]*)?");
      assertThat(named.path()).doesNotContain("/../", "//");
    }
  }
}
