package runner.puppet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runner.exec.Command;
import runner.process.ProcessId;
import runner.task.Exit;

/** One start of Puppet, and what was seen meanwhile. */
final class PuppetAttempt {
  private final PuppetContext call;
  private final AttemptTranscript said = new AttemptTranscript(this::lockNamed);
  private final DeferredOutput output;
  private final Instant begun;
  private Optional<PuppetLockFile> lock = Optional.empty();
  private Optional<ProcessId> owner = Optional.empty();

  PuppetAttempt(PuppetContext call) {
    this.call = call;
    this.begun = call.clock().now();
    this.output = new DeferredOutput(said, call.screen(), call.clock());
  }

  Exit run(List<String> puppet, List<String> arguments) {
    List<String> words = new ArrayList<>(puppet);
    words.addAll(arguments);
    Command command = new Command(words, call.environment(), Optional.empty(), call.grace());
    Exit exit = call.supervisor().run(command, output, call.stop());
    output.finish();
    return exit;
  }

  AttemptTranscript said() {
    return said;
  }

  DeferredOutput output() {
    return output;
  }

  Instant begun() {
    return begun;
  }

  /** The lock that Puppet named. */
  Optional<PuppetLockFile> lock() {
    return lock;
  }

  /** Who held it at that moment. */
  Optional<ProcessId> owner() {
    return owner;
  }

  /** Looks while Puppet still speaks: a moment later the owner may be gone. */
  private void lockNamed(String path) {
    lock = PuppetPaths.path(path).map(file -> new PuppetLockFile(file));
    owner =
        lock.map(file -> file.look(Optional.empty(), call.clock().now(), Duration.ZERO))
            .flatMap(PuppetLockFile.Look::owner);
  }
}
