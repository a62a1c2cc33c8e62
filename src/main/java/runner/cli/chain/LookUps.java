package runner.cli.chain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runner.cli.host.Host;
import runner.config.lookup.Snapshot;
import runner.event.Event;
import runner.event.Events;
import runner.process.Identity;

/** Keeps the answers to look-ups ready while the chain runs, and renews them before each task. */
final class LookUps implements Events, AutoCloseable {
  private static final Pattern NAME = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

  private final Optional<Snapshot> snapshot;
  private final Host host;

  private LookUps(Optional<Snapshot> snapshot, Host host) {
    this.snapshot = snapshot;
    this.host = host;
  }

  static LookUps of(Optional<Path> config, Host host) {
    Optional<String> owner = Identity.of(host.pid()).map(LookUps::name);
    Optional<Path> room = owner.flatMap(name -> room(host));
    return new LookUps(
        room.flatMap(
            directory ->
                config.flatMap(
                    file -> Snapshot.in(directory, file, owner.orElseThrow(), LookUps::lives))),
        host);
  }

  /** Where the launcher looks, too. */
  private static Optional<Path> room(Host host) {
    Optional<Path> run =
        host.root()
            ? Optional.of(Path.of("/run"))
            : host.variable("XDG_RUNTIME_DIR").map(Path::of).filter(Path::isAbsolute);
    return run.filter(Files::isDirectory).map(path -> path.resolve("runner"));
  }

  private static String name(Identity process) {
    return process.pid() + "-" + process.started();
  }

  private static boolean lives(String name) {
    Matcher parts = NAME.matcher(name);
    return parts.matches()
        && new Identity(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))).lives();
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
    snapshot.ifPresent(Snapshot::close);
  }
}
