package runner.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Answers kept whole, as files that are read when they change: {@code -Dgolden=write}. */
public final class Golden {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  private Golden() {}

  /** Compares an answer with the one that was looked at and kept. */
  public static void assertSame(String name, String answer) throws IOException {
    Path kept = FOLDER.resolve(name);
    if (System.getProperty("golden", "").equals("write")) {
      Files.writeString(kept, answer);
    }
    assertThat(answer).as(name).isEqualTo(Files.readString(kept));
  }
}
