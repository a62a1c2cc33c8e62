package runner.exec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import runner.exec.output.NoStreamHandler;
import runner.exec.output.ProcessStreams;
import runner.exec.spawn.Environment;
import runner.exec.spawn.ProcessSpawner;

/**
 * Starts a process as the leader of a session of its own, its output in our pipes. The pid we know
 * is the program's, its group's and its session's.
 */
final class SessionExecutor extends DefaultExecutor {
  private final List<String> prefix;
  private final Environment environment;
  private final ProcessStreams streams;
  private final Consumer<Process> birth;

  @SuppressWarnings(
      "deprecation") // The builder's constructor is private: no subclass could use it.
  SessionExecutor(
      List<String> prefix,
      Environment environment,
      ProcessStreams streams,
      TimeoutWatchdog watch,
      Consumer<Process> birth) {
    this.birth = birth;
    this.prefix = prefix;
    this.environment = environment;
    this.streams = streams;
    setExitValues(null);
    setStreamHandler(new NoStreamHandler());
    setWatchdog(watch);
  }

  int run(List<String> argv) throws IOException {
    // An executable would be trimmed and an argument with quoting on would lose its quotes, so all
    // words of the command go in as arguments with quoting off.
    CommandLine command = new CommandLine(prefix.get(0));
    Stream.concat(prefix.stream().skip(1), argv.stream())
        .forEach(word -> command.addArgument(word, false));
    return execute(command);
  }

  @Override
  protected Process launch(CommandLine command, Map<String, String> none, Path directory)
      throws IOException {
    try {
      Process process =
          ProcessSpawner.start(
              List.of(command.toStrings()), environment, streams.out(), streams.err());
      birth.accept(process);
      return process;
    } finally {
      streams.letGo();
    }
  }
}
