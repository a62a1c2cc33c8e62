package runner.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A process outside the case that must survive it. It reads from a pipe of this JVM and therefore
 * ends with it.
 */
record Canary(Process process) {
  static Canary start() {
    ProcessBuilder builder = new ProcessBuilder("setsid", "cat").directory(new File("/"));
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    try {
      return new Canary(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void assertAlive() {
    assertThat(process.isAlive()).as("a process outside the case is alive").isTrue();
  }

  void close() {
    process.destroyForcibly();
  }
}
