package runner.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import runner.cli.Described;

/** Writes man pages and completion into a directory: {@code Manual CHECKOUT DIRECTORY}. */
public final class Manual {
  private Manual() {}

  /** Writes the files and prints their names. */
  public static void main(String[] args) throws IOException {
    Path directory = Files.createDirectories(Path.of(args[1]));
    for (Map.Entry<String, String> file : files(Path.of(args[0])).entrySet()) {
      Files.writeString(directory.resolve(file.getKey()), file.getValue());
      System.out.println(file.getKey());
    }
  }

  /**
   * The content of each file by its name, from the program on the class path and a checkout's docs.
   */
  static Map<String, String> files(Path checkout) {
    Map<String, String> files = new TreeMap<>();
    files.putAll(new Pages(checkout).all());
    files.put("runner.bash", Completion.of(Described.commands().getCommandSpec()));
    return files;
  }
}
