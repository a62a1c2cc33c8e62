package runner.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The directory of one case, with {@code @DIR@} for its path in texts, and its processes. */
record CaseDir(Path path, CaseProcesses processes) {
  private static final String PLACEHOLDER = "@DIR@";

  static CaseDir create() {
    try {
      Path path = Files.createTempDirectory("case-").toRealPath();
      Files.createDirectory(path.resolve(".io"));
      return new CaseDir(path, new CaseProcesses(path, UUID.randomUUID().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path trace() {
    return path.resolve("trace");
  }

  /**
   * Returns the file for stdout or stderr. Its directory is not that of the trace, which is
   * watched.
   */
  Path io(String name) {
    return path.resolve(".io").resolve(name);
  }

  String withPath(String text) {
    return text.replace(PLACEHOLDER, path.toString());
  }

  String withPlaceholder(String text) {
    return text.replace(path.toString(), PLACEHOLDER);
  }

  Map<String, String> environment() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("PATH", System.getenv("PATH"));
    all.put("HOME", path.toString());
    all.put("LANG", "C.UTF-8");
    all.put("TRACE", trace().toString());
    all.put("RUNNER_STATE_DIR", path.resolve(".state").toString());
    all.put(CaseProcesses.VARIABLE, processes.caseId());
    return all;
  }

  void write(String name, byte[] content, int mode) {
    Path file = path.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, content);
      Files.setAttribute(file, "unix:mode", mode);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void link(String name, String target) {
    Path link = path.resolve(name);
    try {
      Files.createDirectories(link.getParent());
      Files.createSymbolicLink(link, Path.of(target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void make(String name) {
    try {
      Files.createDirectories(path.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the case's remaining processes, then removes the directory. */
  void close() {
    processes.end();
    try (Stream<Path> inside = Files.walk(path)) {
      for (Path one : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
