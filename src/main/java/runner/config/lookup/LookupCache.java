package runner.config.lookup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import runner.config.Config;
import runner.config.ConfigFiles;
import runner.task.RunnerException;
import runner.trust.PathInspection;

/**
 * The answers to look-ups in one configuration, while a chain runs. It exists only while it surely
 * gives the answers of the program itself; so nothing but speed depends on it.
 */
public final class LookupCache implements AutoCloseable {
  /** Times of some file systems are no finer than 2 s; what is younger may yet change unseen. */
  private static final Duration RACY = Duration.ofSeconds(2);

  private final Path config;
  private final LookupFiles answers;
  private List<LookupSource> sources = List.of();

  private LookupCache(Path config, LookupFiles answers) {
    this.config = config;
    this.answers = answers;
  }

  /**
   * A snapshot, not made yet.
   *
   * @param room a directory for things of this user that end with the boot
   * @param config absolute, as tasks will name it
   * @param owner the process it lives as long as, in a form without blanks
   * @param lives whether an owner is still there; what others left is removed
   * @return empty where no private directory can be had, or the path cannot name one in it
   */
  public static Optional<LookupCache> in(
      Path room, Path config, String owner, Predicate<String> lives) {
    try {
      Path root = LookupFiles.root(room);
      boolean named = config.isAbsolute() && config.equals(config.normalize());
      if (!named || !PathInspection.ofThisProcess().look("look-up", root)) {
        return Optional.empty();
      }
      LookupFiles.sweep(root, lives);
      return Optional.of(new LookupCache(config, new LookupFiles(root, config, owner)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Writes it, and writes it again where a source has changed; called before each start of
   * something that may look up.
   */
  public void refresh(Instant now) {
    try {
      if (sources.isEmpty() || isStale()) {
        withdraw();
        make(now.minus(RACY));
      }
    } catch (IOException | RunnerException e) {
      // The program says what is wrong to whoever asks.
      withdraw();
    }
  }

  private boolean isStale() {
    try {
      for (LookupSource source : sources) {
        if (!source.isStill(LookupSource.of(source.path()))) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static List<LookupSource> look(List<Path> paths) throws IOException {
    List<LookupSource> found = new ArrayList<>();
    for (Path path : paths) {
      found.add(LookupSource.of(path));
    }
    return found;
  }

  /**
   * Reads first and looks after that: a source that changed in between is younger than the limit,
   * by the time that no program can set.
   */
  private void make(Instant limit) throws IOException {
    if (!LookupSource.of(config).isOlderThan(limit)) {
      return;
    }
    Config read = ConfigFiles.read(config);
    List<LookupSource> found = look(LookupSource.of(read));
    if (found.stream().allMatch(source -> source.isOlderThan(limit))) {
      answers.publish(found, read.text());
      sources = found;
    }
  }

  private void withdraw() {
    sources = List.of();
    answers.withdraw();
  }

  /** Removes it. */
  @Override
  public void close() {
    withdraw();
  }
}
