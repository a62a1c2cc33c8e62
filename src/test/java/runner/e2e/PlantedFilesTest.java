package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import runner.support.Cases;
import runner.support.Scenario;

/**
 * Another user may write in the directory of a file that the program writes, and plants links and
 * other files there, under every name that the program could open. The program changes no other
 * file.
 */
@ExtendWith(Cases.class)
final class PlantedFilesTest {
  /**
   * Plants a {@code $1} at a {@code $2} of the file {@code $3}: at the names of its drafts, or at
   * its own name. Then executes the program, which has the pid in the names of the drafts.
   */
  private static final String PLANT =
      """
      kind=$1 place=$2 file=$3; shift 3
      name=${file##*/} directory=${file%/*}
      case $place in
        draft) set -- "$name.new" ".$name.new" ".$name.$$" ".$name.$$.new" -- "$@" ;;
        itself) set -- "$name" -- "$@" ;;
      esac
      while [ "$1" != -- ]; do
        case $kind in
          link) ln -s "$V/victim" "$directory/$1" ;;
          dangling) ln -s "$V/made" "$directory/$1" ;;
          'hard link') ln "$V/victim" "$directory/$1" ;;
          directory) mkdir "$directory/$1" ;;
          pipe) mkfifo "$directory/$1" ;;
        esac || exit 99
        shift
      done
      shift
      exec "$@"
      """;

  private static final String PREPARE =
      """
      mkdir -p out theirs; export V=$PWD/theirs
      echo secret >"$V/victim"; chmod 600 "$V/victim"
      mkdir -p w/a/claimed w/a/unclaimed; touch w/a/claimed/.gitkeep w/a/unclaimed/l1
      git init -q -b main w && git -C w add . &&
        git -C w -c user.name=a -c user.email=a@b commit -qm locks && git clone -q --bare w l.git
      printf '{"source": {"uri": "%s/l.git", "pools": [{"name": "a", "timeout": 60}]},
        "version": {"ref": "%s", "stale": "none"}}' "$PWD" "$(git -C w rev-parse HEAD)" >request
      """;

  private static final String SHOW =
      "echo code $?; stat -c 'victim %a %s' \"$V/victim\"; cat \"$V/victim\"; ls \"$V\"\n";

  private static final String UNTOUCHED = "victim 600 7\nsecret\nvictim\n";

  /** A command that writes a file, and its exit codes. */
  private enum Writer {
    POOL_METRICS(
        "m.prom",
        "pool --repo /nonexistent.git --pools a:1 --metrics-file out/m.prom status",
        69,
        69),
    CHAIN_METRICS("m.prom", "-c runner.cfg tasks.d", 0, 0),
    RESOURCE_REPORT("report.json", "pool resource in out", 0, 0),
    RESOURCE_RELEASES("released", "pool resource in out", 0, 0),
    PAGE("page.html", "report --html out/page.html", 0, 0),
    BUNDLE("b.tar.gz", "collect --output out/b.tar.gz", 0, 73),
    SIGNING_KEY("ann.key", "jobs keygen ann --dir out", 0, 73);

    private final String file;
    private final String words;
    private final int free;
    private final int taken;

    /**
     * A command.
     *
     * @param free its exit code if no file has the name
     * @param taken its exit code if a planted file has the name
     */
    Writer(String file, String words, int free, int taken) {
      this.file = file;
      this.words = words;
      this.free = free;
      this.taken = taken;
    }

    String script(String kind, String place) {
      String plant = "sh plant '%s' %s out/%s ".formatted(kind, place, file);
      return PREPARE + plant + "\"$P\" " + words + " <request\n" + SHOW;
    }
  }

  private static Stream<Arguments> plants() {
    Stream<Arguments> pool =
        Stream.of("dangling", "directory", "pipe")
            .map(kind -> Arguments.of(Writer.POOL_METRICS, kind, "draft"));
    Stream<Arguments> all =
        Stream.of(Writer.values())
            .flatMap(
                writer ->
                    Stream.of(
                        Arguments.of(writer, "link", "draft"),
                        Arguments.of(writer, "hard link", "draft"),
                        Arguments.of(writer, "link", "itself")));
    return Stream.concat(pool, all);
  }

  @ParameterizedTest(name = "{0}, {1} for {2}")
  @MethodSource("plants")
  void planted_files_lead_to_no_other_file(Writer writer, String kind, String place, Scenario test)
      throws Exception {
    test.cfg("[runner]\nhalt_task =\nmetrics_file = out/m.prom\n").task("1-a", "");
    test.file("plant", PLANT);
    if (writer == Writer.PAGE) {
      test.run().assertExit(0);
    }

    String output = new CaseShell(test).run(writer.script(kind, place)).output();

    int code = place.equals("draft") ? writer.free : writer.taken;
    assertThat(output).contains("code " + code + "\n" + UNTOUCHED);
    if (code != 73) {
      Path written = test.dir().resolve("out").resolve(writer.file);
      assertThat(written).as(output).isNotEmptyFile();
      assertThat(Files.isSymbolicLink(written)).isFalse();
    }
  }

  @Test
  void files_planted_beside_the_public_status_lead_to_no_other_file(Scenario test)
      throws Exception {
    test.cfg("[runner]\nhalt_task =\n").task("1-a", "").file("plant", PLANT);
    CaseShell.Result result =
        new CaseShell(test)
            .runInMountNamespace(
                "mount -t tmpfs none /run && mount -t tmpfs none /var/lib || exit 98\n"
                    + "unset RUNNER_STATE_DIR XDG_STATE_HOME; export HOME=/nonexistent\n"
                    + "mkdir /run/theirs; export V=/run/theirs\n"
                    + "echo secret >$V/victim; chmod 600 $V/victim\n"
                    + "for kind in link 'hard link'; do for place in draft itself; do\n"
                    + "rm -rf /run/runner; mkdir /run/runner\n"
                    + "sh plant \"$kind\" $place /run/runner/status.json $R tasks.d\n"
                    + SHOW
                    + "stat -c '%F %a' /run/runner/status.json; done; done");
    String each = "code 0\n" + UNTOUCHED + "regular file 644\n";
    assertThat(result.output().split(each, -1)).as(result.output()).hasSize(5);
  }
}
