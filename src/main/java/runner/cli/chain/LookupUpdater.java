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

  private final Optional<LookupCache> snapshot;
  private final Machine host;

  private LookupUpdater(Optional<LookupCache> snapshot, Machine host) {
    this.snapshot = snapshot;
    this.host = host;
  }

  static LookupUpdater of(Optional<Path> config, Machine host) {
    Optional<String> owner = ProcessId.of(host.pid()).map(LookupUpdater::name);
    Optional<Path> room = owner.flatMap(name -> room(host));
    return new LookupUpdater(
        room.flatMap(
            directory ->
                config.flatMap(
                    file ->
                        LookupCache.in(
                            directory, file, owner.orElseThrow(), LookupUpdater::lives))),
        host);
  }

  /** Where the launcher looks, too. */
  private static Optional<Path> room(Machine host) {
    Optional<Path> run =
        host.root()
            ? Optional.of(Path.of("/run"))
            : host.variable("XDG_RUNTIME_DIR").map(Path::of).filter(Path::isAbsolute);
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
      snapshot.ifPresent(s -> s.refresh(host.clock().now()));
    }
  }

  @Override
  public void close() {
    snapshot.ifPresent(LookupCache::close);
  }
}
