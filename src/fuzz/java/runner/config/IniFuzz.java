package runner.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runner.task.Problem;

/** From any bytes the reader makes a configuration or problems with their places. */
public final class IniFuzz {
  private static final Path FILE = Path.of("fuzz.cfg");

  private IniFuzz() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    List<Problem> problems = new ArrayList<>();
    IniDraft draft = new IniDraft();
    new IniLines(FILE, draft, problems).read(bytes);
    Config config = new Config(Optional.of(FILE), List.of(FILE), draft);
    config
        .text()
        .forEach(
            (section, keys) ->
                keys.forEach(
                    (key, value) -> {
                      if (!config.get(section, key).equals(Optional.of(value))) {
                        throw new IllegalStateException("[" + section + "] " + key + " differs");
                      }
                    }));
    for (Problem problem : problems) {
      if (!problem.place().startsWith("fuzz.cfg")) {
        throw new IllegalStateException("no place: " + problem);
      }
    }
  }
}
