package runner.config;

import static runner.task.ExitCode.CONFIG;
import static runner.task.ExitCode.NO_INPUT;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runner.task.ExitCode;
import runner.task.Problem;
import runner.task.RunnerException;
import runner.trust.UnsafePaths;

/** Reads a main file and what its include_dir adds. */
public final class ConfigFiles {
  /** No real configuration is larger, and what is read must fit in memory many times. */
  private static final int LARGEST = 1 << 20;

  /** Where further files lie; counts in the main file only. */
  public static final Key<Optional<Path>> INCLUDE_DIR = IncludeDir.KEY;

  /** What root does about paths that others could have written; counts in the main file only. */
  public static final Key<UnsafePaths> UNSAFE_PATHS =
      Key.choice(
          "unsafe_paths",
          UnsafePaths.class,
          "refuse",
          "`refuse` runs nothing as root while others could have written what it runs; `warn` says"
              + " so and runs it");

  private static final Path NULL_DEVICE = Path.of("/dev/null");

  private final IniDraft draft = new IniDraft();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();

  private ConfigFiles() {}

  /**
   * Reads the configuration.
   *
   * @throws RunnerException with every mistake of every file: 66 where one cannot be read, 78 where
   *     one is wrong
   */
  public static Config read(Path main) {
    return new ConfigFiles().readAll(main);
  }

  private Config readAll(Path main) {
    add(main);
    Section runner = runnerSection(main);
    Optional<Path> include = runner.given(INCLUDE_DIR, problems::add).flatMap(dir -> dir);
    if (include.isPresent()) {
      IncludeDir.files(include.get(), main, runner, problems).forEach(this::add);
      Section merged = runnerSection(main);
      List.of(INCLUDE_DIR, UNSAFE_PATHS).forEach(key -> refuseInIncluded(key.name(), merged, main));
    }
    if (!problems.isEmpty()) {
      throw new RunnerException(problems);
    }
    return new Config(Optional.of(main), files, draft);
  }

  private Section runnerSection(Path main) {
    return new Config(Optional.of(main), files, draft).section("runner");
  }

  private void refuseInIncluded(String key, Section runner, Path main) {
    if (runner.place(key).filter(place -> !place.file().equals(main)).isPresent()) {
      problems.add(
          Problem.config(
              runner.where(key), "counts in the main file only", "move it there or remove it"));
    }
  }

  private void add(Path file) {
    new IniLines(file, draft, problems).read(bytes(file));
    files.add(file);
  }

  private static byte[] bytes(Path file) {
    if (file.equals(NULL_DEVICE)) {
      return new byte[0];
    }
    // A named pipe must not even be opened: that would wait for a writer for ever.
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw unreadable(file, NO_INPUT, "is not a regular file", "name a file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw unreadable(file, CONFIG, "is larger than 1 MiB", "is it the right file?");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw unreadable(file, NO_INPUT, "no such file", "name one with -c FILE or $RUNNER_CONFIG");
    } catch (AccessDeniedException e) {
      throw unreadable(file, NO_INPUT, "permission denied", "let this user read it");
    } catch (IOException e) {
      throw unreadable(file, NO_INPUT, "cannot be read: " + e.getMessage(), "");
    }
  }

  private static RunnerException unreadable(Path file, ExitCode code, String fact, String fix) {
    return new RunnerException(code, file.toString(), fact, fix);
  }
}
