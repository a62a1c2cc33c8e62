package runner.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A process that has nothing to do with the case and must outlive it. It reads a pipe of this JVM,
 * so that it cannot outlive that.
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
    assertThat(process.isAlive()).as("a process outside the case still lives").isTrue();
  }

  void close() {
    process.destroyForcibly();
  }
}
