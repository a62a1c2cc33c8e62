package runner.task;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Any file name gives names that are not empty, and sections of which the first is the file name. */
public final class TaskNameFuzz {
  private TaskNameFuzz() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    String file = new String(bytes, StandardCharsets.UTF_8);
    if (file.isEmpty()) {
      return;
    }
    TaskName name = new TaskName(file);
    List<String> sections = name.sections();
    if (name.name().isEmpty() || name.squeezed().isEmpty() || !sections.get(0).equals(file)) {
      throw new IllegalStateException("'" + file + "': " + sections);
    }
  }
}
