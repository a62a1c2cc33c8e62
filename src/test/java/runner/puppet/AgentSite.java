package runner.puppet;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import runner.support.Scenario;

/** A real agent in a case's folder, as {@code src/test/puppet/agent-site} lays it out. */
final class AgentSite {
  private static final Path SCRIPT = Path.of("src/test/puppet/agent-site").toAbsolutePath();

  private final Path dir;

  private AgentSite(Path dir) {
    this.dir = dir;
  }

  /** Lays it out, with a catalogue of this manifest; {@code @DIR@} is the case's folder. */
  static AgentSite in(Scenario test, String manifest) throws Exception {
    AgentSite site = new AgentSite(test.dir().resolve("site"));
    String filled = manifest.replace("@DIR@", test.dir().toString());
    Process script = site.start(SCRIPT.toString(), site.dir.toString(), filled);
    assertThat(script.waitFor()).as("agent-site").isZero();
    return site;
  }

  Path path(String name) {
    return dir.resolve(name);
  }

  Path lock() {
    return path("var/state/agent_catalog_run.lock");
  }

  /** The words of a run of the agent of this site, without those that start Puppet. */
  List<String> agent(String... more) {
    List<String> words = new ArrayList<>(List.of("agent", "--confdir", dir + "/conf"));
    words.addAll(List.of(more));
    return words;
  }

  /** Starts a run beside the case and returns once it holds the lock. */
  Process holder() throws Exception {
    Files.createDirectories(lock().getParent());
    try (WatchService changes = dir.getFileSystem().newWatchService()) {
      lock().getParent().register(changes, ENTRY_CREATE, ENTRY_MODIFY);
      List<String> words = new ArrayList<>(List.of("puppet"));
      words.addAll(agent("-t"));
      Process run = start(words.toArray(String[]::new));
      while (!Files.exists(lock()) || Files.size(lock()) == 0) {
        WatchKey key = changes.poll(20, TimeUnit.SECONDS);
        assertThat(key).as("a run that takes the lock").isNotNull();
        key.pollEvents();
        key.reset();
      }
      return run;
    }
  }

  /** Calls Puppet and waits for it; says its exit code. */
  int puppet(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("puppet"));
    all.addAll(List.of(words));
    return start(all.toArray(String[]::new)).waitFor();
  }

  private Process start(String... words) throws IOException {
    return new ProcessBuilder(words)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .directory(Files.createDirectories(dir).toFile())
        .start();
  }
}
