package runner.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One run of the program, told from the outside: files, arguments and environment in, an {@link
 * ProgramResult} out. {@code @DIR@} in texts stands for the case's own folder, which is also the
 * working directory, HOME, and holds the state directory {@code .state} and the file {@code $TRACE}
 * that tasks append lines to. The environment is PATH, HOME, LANG, TRACE, RUNNER_STATE_DIR, a mark
 * all descendants carry, and PROGRAM_PID, the process under test; signals are at their defaults.
 *
 * <p>Test methods take it as a parameter, with {@link Cases}; others close it themselves. Closing
 * ends every process left over and removes the folder.
 */
public final class Scenario implements AutoCloseable {
  private final CaseDir dir = CaseDir.create();
  private final Canary canary = Canary.start();
  private final List<String> arguments = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private String stdin = "typed on stdin\n";
  private List<Integer> closed = List.of();
  private boolean discardsOutput;
  private Path program = Program.launcher();
  private Duration limit = Duration.ofSeconds(60);
  private Optional<Wish> signal = Optional.empty();
  private OptionalInt stopAfter = OptionalInt.empty();

  /** A signal to send once a line is in the trace, or was said on stderr. */
  record Wish(boolean said, String line, String signal) {}

  /** Returns the case's own folder. */
  public Path dir() {
    return dir.path();
  }

  /** Writes a file of mode 0644; folders on the way are made. */
  public Scenario file(String path, String content) {
    return file(path, content, 0644);
  }

  /** Writes a file of this mode, whatever the umask. */
  public Scenario file(String path, String content, int mode) {
    dir.write(path, dir.filled(content).getBytes(StandardCharsets.UTF_8), mode);
    return this;
  }

  /** Writes a file of these bytes, {@code @DIR@} left alone. */
  public Scenario file(String path, byte[] content) {
    dir.write(path, content, 0644);
    return this;
  }

  /** Makes a symbolic link; the target may be missing. */
  public Scenario link(String path, String target) {
    dir.link(path, dir.filled(target));
    return this;
  }

  /** Makes a directory. */
  public Scenario directory(String path) {
    dir.make(path);
    return this;
  }

  /** Writes {@code runner.cfg} and puts {@code -c} with it in front of the arguments. */
  public Scenario cfg(String content) {
    arguments.addAll(0, List.of("-c", "@DIR@/runner.cfg"));
    return file("runner.cfg", content);
  }

  /** Writes the sh script {@code tasks.d/NAME}, which first adds {@code task NAME} to the trace. */
  public Scenario task(String name, String body) {
    String says = "echo " + Program.quoted("task " + name) + " >> \"$TRACE\"\n";
    return script("tasks.d/" + name, says + body);
  }

  /** Writes {@code tasks.d/halt.sh}, which first adds {@code halt} to the trace. */
  public Scenario haltTask(String body) {
    return script("tasks.d/halt.sh", "echo halt >> \"$TRACE\"\n" + body);
  }

  /** Writes an executable sh script. */
  public Scenario script(String path, String body) {
    return file(path, "#!/bin/sh\n" + body + "\n", 0755);
  }

  /** Adds arguments. */
  public Scenario args(String... more) {
    arguments.addAll(List.of(more));
    return this;
  }

  /** Forgets the arguments, for another run in the same folder. */
  public Scenario anew() {
    arguments.clear();
    return this;
  }

  /** Sets a variable for the program. */
  public Scenario env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Sets what the program could read, at first one line that no task may ever see. */
  public Scenario stdin(String text) {
    stdin = text;
    return this;
  }

  /** Starts the program with these of its file descriptors 0, 1, 2 closed. */
  public Scenario closing(int... descriptors) {
    closed = IntStream.of(descriptors).boxed().toList();
    return this;
  }

  /** Sends stdout and stderr to {@code /dev/null}; the outcome's are empty then. */
  public Scenario discardingOutput() {
    discardsOutput = true;
    return this;
  }

  /** Sends the program a signal, such as {@code TERM}, once the line is in the trace. */
  public Scenario signalWhen(String line, String name) {
    signal = Optional.of(new Wish(false, line, name));
    return this;
  }

  /** Sends the program a signal once its stderr has a line that holds the text. */
  public Scenario signalWhenSaid(String text, String name) {
    signal = Optional.of(new Wish(true, text, name));
    return this;
  }

  /** Kills the program and all it started once the trace has so many lines. */
  public Scenario stopAfter(int lines) {
    stopAfter = OptionalInt.of(lines);
    return this;
  }

  /** Sets how long the run may take; at first 60 s. */
  public Scenario limit(Duration atMost) {
    limit = atMost;
    return this;
  }

  /**
   * Runs the program and waits for its end; may be called again in the same folder, the trace then
   * starts anew.
   *
   * @throws AssertionError when the limit is over, or a process that has nothing to do with the
   *     case was ended meanwhile; the message shows stderr
   */
  public ProgramResult run() {
    ProgramResult outcome = new ProgramRun(this).run();
    canary.assertAlive();
    return outcome;
  }

  /**
   * Runs the program, which has to succeed, without an archive of our classes.
   *
   * @return the classes it loaded, by the JVM's own names, such as {@code java/lang/String}
   */
  public Set<String> loaded() throws IOException {
    Path list = dir().resolve("loaded");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    program(Program.onJava(dir(), java, "-XX:DumpLoadedClassList=" + list));
    run().assertExit(0);
    try (Stream<String> lines = Files.lines(list)) {
      // Newer Javas number them.
      return lines.map(line -> line.split(" ", -1)[0]).collect(Collectors.toSet());
    }
  }

  @Override
  public void close() {
    canary.close();
    dir.close();
  }

  /** Runs another program, such as a launcher that differs. */
  public Scenario program(Path other) {
    program = other;
    return this;
  }

  CaseDir caseDir() {
    return dir;
  }

  /** Returns the command line. */
  List<String> command() {
    Stream<String> filled = arguments.stream().map(dir::filled);
    return Stream.concat(Stream.of(program.toString()), filled).toList();
  }

  Map<String, String> environment() {
    Map<String, String> all = dir.environment();
    environment.forEach((name, value) -> all.put(name, dir.filled(value)));
    return all;
  }

  byte[] stdin() {
    return stdin.getBytes(StandardCharsets.UTF_8);
  }

  List<Integer> closed() {
    return closed;
  }

  boolean discardsOutput() {
    return discardsOutput;
  }

  Duration limit() {
    return limit;
  }

  Optional<Wish> signal() {
    return signal;
  }

  OptionalInt stopAfter() {
    return stopAfter;
  }
}
