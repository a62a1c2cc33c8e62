package runner.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Expected outputs in files. {@code -Dgolden=write} writes them anew; review them then. */
public final class Golden {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  private Golden() {}

  /** Compares an output with the file of this name. */
  public static void assertSame(String name, String output) throws IOException {
    Path expected = FOLDER.resolve(name);
    if (System.getProperty("golden", "").equals("write")) {
      Files.writeString(expected, output);
    }
    assertThat(output).as(name).isEqualTo(Files.readString(expected));
  }
}
