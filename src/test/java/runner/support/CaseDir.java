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

/** A case's own folder, and the mark of its processes. */
record CaseDir(Path path, Marked marked) {
  private static final String PLACE = "@DIR@";

  static CaseDir create() {
    try {
      Path path = Files.createTempDirectory("case-").toRealPath();
      Files.createDirectory(path.resolve(".io"));
      return new CaseDir(path, new Marked(path, UUID.randomUUID().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path trace() {
    return path.resolve("trace");
  }

  /** Returns where stdout and stderr are kept: not beside the trace, which is watched. */
  Path io(String name) {
    return path.resolve(".io").resolve(name);
  }

  String filled(String text) {
    return text.replace(PLACE, path.toString());
  }

  String hidden(String text) {
    return text.replace(path.toString(), PLACE);
  }

  Map<String, String> environment() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("PATH", System.getenv("PATH"));
    all.put("HOME", path.toString());
    all.put("LANG", "C.UTF-8");
    all.put("TRACE", trace().toString());
    all.put("RUNNER_STATE_DIR", path.resolve(".state").toString());
    all.put(Marked.VARIABLE, marked.mark());
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

  /** Ends what is left of the case's processes, then removes the folder. */
  void close() {
    marked.end();
    try (Stream<Path> inside = Files.walk(path)) {
      for (Path one : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
