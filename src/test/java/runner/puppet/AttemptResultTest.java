package runner.puppet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runner.exec.output.ByteSplitter;
import runner.task.Exit;

/** What one attempt of Puppet means, by its exit code and its words. */
class AttemptResultTest {
  private static final String PATH = "/var/cache/puppet/state/agent_catalog_run.lock";
  private static final String LOCKED =
      "Notice: Run of Puppet configuration client already in progress; skipping  ("
          + PATH
          + " exists)";
  private static final String DISABLED =
      "Notice: Skipping run of Puppet configuration client; administratively disabled"
          + " (Reason: 'moving house');\nUse 'puppet agent --enable' to re-enable.";

  private final List<String> paths = new ArrayList<>();
  private final AttemptTranscript said = new AttemptTranscript(paths::add);

  private AttemptResult of(int code, String output) {
    return of(code, (output + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private AttemptResult of(int code, byte[] output) {
    ByteSplitter lines = ByteSplitter.ofLines(said::line);
    lines.accept(ByteBuffer.wrap(output));
    lines.end();
    return AttemptResult.of(Exit.ended(code, Duration.ofSeconds(1)), said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        LOCKED,
        "\u001b[m" + LOCKED + "\u001b[0m",
        "<span style=\"\">" + LOCKED + "</span>",
        "Warning: Setting 'x' is deprecated.\n   (location: settings.rb:1169:in `y')\n" + LOCKED,
        "\u001b[0;36mDebug: Facter: Loading facts\u001b[0m\n" + LOCKED,
        "Info: Sleeping for 7 seconds (splay is enabled)\n" + LOCKED,
        "Error: Facter: Permission denied @ rb_sysopen - /proc/1/environ\n" + LOCKED,
        "Error: Could not do something on the way\n" + LOCKED,
        "Info: Refreshed CRL: 0A:0B\n" + LOCKED,
        "Notice: Run of OpenVox configuration client already in progress; skipping  ("
            + PATH
            + " exists)",
        "Notice: Puppet設定クライアントの実行はすでに進行中です; スキップ(" + PATH + "が存在)",
      })
  void a_run_that_is_in_progress_is_recognised_and_its_lock_found(String output) {
    assertThat(of(1, output)).isEqualTo(AttemptResult.LOCKED);
    assertThat(paths).containsExactly(PATH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "notice: Run of Puppet configuration client already in progress; skipping",
        "Notice: Exiting now because the maxwaitforlock timeout has been exceeded.",
        "Info: Another puppet instance is already running; --waitforlock flag used, waiting for"
            + " running instance to finish.\nInfo: Will try again in 1 seconds.\n"
            + "Notice: Exiting now because the maxwaitforlock timeout has been exceeded.",
        "Error: Another puppet instance is already running; exiting",
        "Error: Another puppet instance is already running and the waitforlock setting is set to"
            + " 0; exiting",
        "Error: Another OpenVox instance is already running and the maxwaitforlock timeout has"
            + " been exceeded; exiting",
      })
  void a_lock_without_a_path_is_recognised_too(String output) {
    assertThat(of(1, output)).isEqualTo(AttemptResult.LOCKED);
    assertThat(paths).isEmpty();
  }

  @Test
  void bytes_that_are_no_text_spoil_nothing() {
    byte[] output = ("x\u00e9\n" + LOCKED + "\n").getBytes(StandardCharsets.ISO_8859_1);

    assertThat(of(1, output)).isEqualTo(AttemptResult.LOCKED);
  }

  @Test
  void a_last_line_needs_no_end() {
    assertThat(of(1, LOCKED.getBytes(StandardCharsets.UTF_8))).isEqualTo(AttemptResult.LOCKED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 3, 4, 6, 11, 127, 137})
  void only_exit_code_1_speaks_of_a_lock(int code) {
    assertThat(of(code, LOCKED)).isEqualTo(AttemptResult.ENDED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Info: Using environment 'production'",
        "\u001b[0;32mInfo: Using configured environment 'production'\u001b[0m",
        "Info: Retrieving pluginfacts",
        "Info: Caching catalog for node.test",
        "Info: Applying configuration version '1'",
      })
  void words_of_a_resource_are_none_of_puppets(String passed) {
    String output = passed + "\nNotice: /Stage[main]/Main/Exec[x]/returns: " + LOCKED;

    assertThat(of(1, output)).isEqualTo(AttemptResult.ENDED);
    assertThat(paths).isEmpty();
  }

  @Test
  void the_talk_of_waiting_before_another_failure_is_no_lock() {
    assertThat(
            of(
                1,
                "Info: Another puppet instance is already running; --waitforlock flag used,"
                    + " waiting for running instance to finish.\nInfo: Using environment 'x'\n"
                    + "Error: Could not retrieve catalog; skipping run"))
        .isEqualTo(AttemptResult.ENDED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Notice: Skipping run of Puppet configuration client; administratively disabled"
            + " (Reason: 'moving house'); | moving house",
        "通知: Puppet設定クライアントの実行をスキップしています; 管理者による無効化(理由: 'moving house')。 | moving house",
      })
  void disabled_is_told_with_its_reason(String output, String reason) {
    assertThat(of(1, output)).isEqualTo(AttemptResult.DISABLED);
    assertThat(said.reason()).contains(reason);
  }

  @Test
  void disabled_beats_locked() {
    assertThat(of(1, DISABLED + "\n" + LOCKED)).isEqualTo(AttemptResult.DISABLED);
  }

  @Test
  void the_words_of_puppet_2_7_for_disabled_are_known() {
    assertThat(
            of(
                1,
                "notice: Skipping run of Puppet configuration client; administratively disabled;"
                    + " use 'puppet agent --enable' to re-enable."))
        .isEqualTo(AttemptResult.DISABLED);
    assertThat(said.reason()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Warning: Setting 'x' is deprecated.\n   (location: settings.rb:1169:in `y')",
        "Error: Facter: Permission denied @ rb_sysopen - /proc/1/environ",
        "Debug: anything",
      })
  void an_end_without_a_reason_is_silent(String output) {
    assertThat(of(1, output)).isEqualTo(AttemptResult.SILENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Error: Could not parse application options: invalid option: --nonsense",
        "Error: Could not run Puppet configuration client: Operation not permitted",
        "Couldn't fetch certificate from CA server; you might still need to sign it (node.test).",
        "Exiting now because the maxwaitforcert timeout has been exceeded.",
      })
  void any_other_reason_is_puppets_own(String output) {
    assertThat(of(1, output)).isEqualTo(AttemptResult.ENDED);
  }
}
