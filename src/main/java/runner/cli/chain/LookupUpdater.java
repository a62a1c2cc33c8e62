package runner.cli.chain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runner.cli.host.Machine;
import runner.config.lookup.LookupCache;
import runner.event.Event;
import runner.event.EventSink;
import runner.process.ProcessId;

/** Keeps the answers to look-ups ready while the chain runs, and renews them before each task. */
final class LookupUpdater implements EventSink, AutoCloseable {
  private static final Pattern NAME = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

  private final Optional<LookupCache> cache;
  private final Machine machine;

  private LookupUpdater(Optional<LookupCache> cache, Machine machine) {
    this.cache = cache;
    this.machine = machine;
  }

  static LookupUpdater of(Optional<Path> config, Machine machine) {
    Optional<String> owner = ProcessId.of(machine.pid()).map(LookupUpdater::name);
    Optional<Path> room = owner.flatMap(name -> room(machine));
    return new LookupUpdater(
        room.flatMap(
            directory ->
                config.flatMap(
                    file ->
                        LookupCache.in(
                            directory, file, owner.orElseThrow(), LookupUpdater::lives))),
        machine);
  }

  /** Where the launcher looks too. */
  private static Optional<Path> room(Machine machine) {
    Optional<Path> run =
        machine.root()
            ? Optional.of(Path.of("/run"))
            : machine.variable("XDG_RUNTIME_DIR").map(Path::of).filter(Path::isAbsolute);
    return run.filter(Files::isDirectory).map(path -> path.resolve("runner"));
  }

  private static String name(ProcessId process) {
    return process.pid() + "-" + process.started();
  }

  private static boolean lives(String name) {
    Matcher parts = NAME.matcher(name);
    return parts.matches()
        && new ProcessId(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))).lives();
  }

  @Override
  public void accept(Event event) {
    if (event instanceof Event.IterationStarted
        || event instanceof Event.TaskStarted
        || event instanceof Event.HaltStarted) {
      cache.ifPresent(c -> c.refresh(machine.clock().now()));
    }
  }

  @Override
  public void close() {
    cache.ifPresent(LookupCache::close);
  }
}
