package runner.config.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.config.Config;
import runner.config.ConfigFiles;
import runner.task.RunnerException;

/**
 * Every shell and Java answer alike, whatever the configuration holds. {@code
 * -Drunner.lookUps=10000} is the long form.
 */
final class LookupFuzzTest {
  private static final int LOOK_UPS = Integer.getInteger("runner.lookUps", 400);
  private static final int SEED = Integer.getInteger("runner.lookUpSeed", 20261121);
  private static final int EACH = 100;

  private static final List<String> BITS =
      List.of(
          "a",
          "b",
          ".",
          " ",
          "'",
          "\"",
          "\\",
          "\\n",
          "$x",
          "$(id)",
          "`id`",
          "*",
          "?",
          "[a]",
          "]",
          ")",
          "(",
          ";;",
          ";",
          "|",
          "&",
          "<",
          ">",
          "#",
          "!",
          "~",
          "{",
          "}",
          "%s",
          "-n",
          "-",
          "=",
          "é",
          "日本",
          "\u00a0",
          "\u0085",
          "\ud83d\ude00",
          "\u0001",
          "\u007f",
          "\0",
          "\t",
          "esac",
          "\r");

  @TempDir Path root;
  private final Random random = new Random(SEED);

  @Test
  void shells_answer_as_java_does() throws Exception {
    int snapshots = 0;
    int answered = 0;
    for (int round = 0; answered < LOOK_UPS; round++) {
      Desk desk = new Desk(Files.createDirectory(root.resolve("r" + round)));
      desk.write("etc/runner.cfg", text());
      Config config;
      try {
        config = ConfigFiles.read(desk.config());
      } catch (RunnerException e) {
        continue;
      }
      List<String> keys = keys(config);
      desk.taken();
      for (String shell : Desk.SHELLS) {
        assertThat(ask(desk, shell, keys))
            .as(shell + ", round " + round)
            .isEqualTo(of(config, keys));
      }
      answered += keys.size();
      snapshots++;
    }
    assertThat(snapshots).isPositive();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      text.append('[').append(i == 0 ? "DEFAULT" : word()).append("]\n");
      for (int k = random.nextInt(8); k > 0; k--) {
        text.append(word()).append(" = ").append(word()).append('\n');
        if (random.nextInt(4) == 0) {
          text.append("  ").append(word()).append("\n\n");
        }
      }
    }
    return text.toString();
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      word.append(BITS.get(random.nextInt(BITS.size())));
    }
    return word.toString();
  }

  /** Those that are there, and as many that may not be. */
  private List<String> keys(Config config) {
    List<String> keys = new ArrayList<>();
    config.text().forEach((s, all) -> all.keySet().forEach(key -> keys.add(s + "." + key)));
    while (keys.size() < EACH) {
      keys.add(word() + "." + word());
    }
    return keys.stream().filter(key -> key.indexOf('\0') < 0).toList();
  }

  /** The answer and the code of each; a value with a NUL is Java's to give. */
  private static String of(Config config, List<String> keys) {
    StringBuilder answers = new StringBuilder();
    for (String key : keys) {
      int dot = key.indexOf('.');
      String value = config.get(key.substring(0, dot), key.substring(dot + 1)).orElse(null);
      boolean java = value != null && value.indexOf('\0') >= 0;
      answers.append(java ? Desk.JAVA : value == null ? "" : value + "\n");
      answers.append(value == null ? 1 : 0).append('\0');
    }
    return answers.toString();
  }

  private static String ask(Desk desk, String shell, List<String> keys) throws IOException {
    StringBuilder script = new StringBuilder();
    for (String key : keys) {
      String quoted = "'" + key.replace("'", "'\\''") + "'";
      script.append("$0 bin/runner -g ").append(quoted).append("; printf '%d\\0' $?\n");
    }
    desk.write("asks", script.toString());
    Process process = desk.start(List.of("/bin/sh", "-c", ". ./asks", "/bin/" + shell));
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }
}
