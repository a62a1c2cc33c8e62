package runner.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runner.task.ExitCode;
import runner.task.Problem;

/** The rule over every component of a path; 65534 is nobody, 1000 a user, 33 a group. */
final class PathInspectionTest {
  private static final int ROOT = 0;
  private static final int USER = 1000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "drwxr-xr-x 0 0     /opt | -rwxr-xr-x 0 0     /opt/1-a | ''",
        "drwxrwxr-x 0 0     /opt | -rwxrwxr-x 0 0     /opt/1-a | ''",
        "drwxrwxrwt 0 0     /opt | -rwxr-xr-x 0 0     /opt/1-a | ''",
        "drwxrwsr-t 0 33    /opt | -rwxr-xr-x 0 0     /opt/1-a | ''",
        "drwxr-xr-x 0 0     /opt | crw-rw-rw- 0 0     /opt/1-a | ''",
        "drwxr-xr-x 0 0     /opt | -rwxr-xrwx 0 0     /opt/1-a | chmod o-w /opt/1-a",
        "drwxr-xr-x 0 0     /opt | -rwxrwxr-x 0 33    /opt/1-a | chmod g-w /opt/1-a",
        "drwxr-xr-x 0 0     /opt | -rwxrwxrwx 0 33    /opt/1-a | chmod go-w /opt/1-a",
        "drwxr-xr-x 0 0     /opt | -rwxrwxr-x+ 0 0    /opt/1-a | chmod g-w /opt/1-a",
        "drwxrwxr-x+ 0 0    /opt | -rwxr-xr-x 0 0     /opt/1-a | chmod g-w /opt",
        "drwxr-xr-x 0 0     /opt | -rwxr-xr-x 65534 0 /opt/1-a | chown root /opt/1-a",
        "drwxrwxrwx 0 0     /opt | -rwxr-xr-x 0 0     /opt/1-a | chmod o-w /opt",
        "drwxrwxr-x 0 33    /opt | -rwxr-xr-x 0 0     /opt/1-a | chmod g-w /opt",
        "drwxr-xr-x 1000 0  /opt | -rwxr-xr-x 0 0     /opt/1-a | chown root /opt",
        "drwxrwxrwt 1000 0  /opt | -rwxr-xr-x 0 0     /opt/1-a | chown root /opt && chmod o-w /opt"
      })
  void root_trusts_what_only_root_can_write(String above, String file, String fix) {
    PathInspection inspection = new PathInspection(ROOT, DrawnTree.of(above + "\n" + file));

    assertThat(inspection.look("task", Path.of("/opt/1-a"))).isEqualTo(fix.isEmpty());
    assertThat(fixes(inspection)).isEqualTo(fix.isEmpty() ? List.of() : List.of(fix));
  }

  @Test
  void a_sticky_directory_is_fine_above_but_is_itself_no_task_directory() {
    DrawnTree tree = DrawnTree.of("drwxrwxrwt 0 0 /tmp\n -rwxr-xr-x 0 0 /tmp/1-a");
    PathInspection inspection = new PathInspection(ROOT, tree);

    assertThat(inspection.look("task", Path.of("/tmp/1-a"))).isTrue();
    assertThat(inspection.look("task directory", Path.of("/tmp"))).isFalse();
    assertThat(inspection.look("task", Path.of("/tmp/1-a"))).isTrue();
    assertThat(fixes(inspection)).containsExactly("chmod o-w /tmp");
  }

  @Test
  void a_user_trusts_root_and_himself() {
    String lines =
        """
        drwxr-xr-x 0    0    /home
        drwxr-xr-x 1000 1000 /home/me
        -rwxr-xr-x 1000 1000 /home/me/1-a
        -rwxr-xr-x 1001 1001 /home/me/2-b
        """;
    PathInspection inspection = new PathInspection(USER, DrawnTree.of(lines));

    assertThat(inspection.look("task", Path.of("/home/me/1-a"))).isTrue();
    assertThat(inspection.look("task", Path.of("/home/me/2-b"))).isFalse();
    assertThat(inspection.byRoot()).isFalse();
  }

  @Test
  void a_link_is_followed_and_all_it_leads_through_is_looked_at() {
    String lines =
        """
        drwxr-xr-x 0    0    /opt
        lrwxrwxrwx 0    0    /opt/1-a -> ../srv/./tasks/real
        drwxr-xr-x 0    0    /srv
        lrwxrwxrwx 1000 0    /srv/tasks -> /data
        drwxrwxrwx 0    0    /data
        -rwxr-xr-x 1000 0    /data/real
        """;
    PathInspection inspection = new PathInspection(ROOT, DrawnTree.of(lines));

    inspection.look("task", Path.of("/opt/1-a"));

    assertThat(fixes(inspection))
        .containsExactly("chown -h root /srv/tasks", "chmod o-w /data", "chown root /data/real");
  }

  @Test
  void the_message_names_the_component_the_reason_and_the_mend() {
    DrawnTree tree = DrawnTree.of("drwxrwxrwx 0 0 /it's\n-rwxr-xr-x 0 0 /it's/1-a");
    PathInspection inspection = new PathInspection(ROOT, tree);

    inspection.look("task", Path.of("/it's/1-a"));

    assertThat(inspection.problems()).extracting(Problem::code).containsExactly(ExitCode.UNSAFE);
    assertThat(inspection.problems().get(0))
        .hasToString(
            "/it's: writable by everyone (mode 0777) (on the way to the task '/it's/1-a');"
                + " chmod o-w '/it'\\''s'");
  }

  @Test
  void a_circle_of_links_and_a_missing_file_end_the_walk() {
    String lines = "lrwxrwxrwx 0 0 /a -> b\nlrwxrwxrwx 0 0 /b -> a\nlrwxrwxrwx 0 0 /c -> gone/x";
    PathInspection inspection = new PathInspection(ROOT, DrawnTree.of(lines));

    assertThat(inspection.look("task", Path.of("/a/x"))).isTrue();
    assertThat(inspection.look("task", Path.of("/c"))).isTrue();
    assertThat(inspection.problems()).isEmpty();
  }

  @Test
  void ten_thousand_tasks_of_one_directory_cost_one_look_each_and_one_fault_is_said_once() {
    DrawnTree tree = DrawnTree.of("drwxrwxrwx 0 0 /opt\ndrwxr-xr-x 0 0 /opt/tasks.d");
    PathInspection inspection = new PathInspection(ROOT, tree);

    for (int i = 0; i < 10_000; i++) {
      inspection.look("task", Path.of("/opt/tasks.d/" + i + "-a"));
    }

    assertThat(tree.looks()).isEqualTo(10_003);
    assertThat(inspection.problems()).hasSize(1);
  }

  private static List<String> fixes(PathInspection inspection) {
    return inspection.problems().stream().map(Problem::fix).toList();
  }
}
