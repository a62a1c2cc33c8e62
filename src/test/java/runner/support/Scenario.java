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
 * One run of the program as a user sees it: files, arguments and environment in, a {@link
 * ProgramResult} out. {@code @DIR@} in texts stands for the case's directory. It is the working
 * directory and HOME, and it has the state directory {@code .state} and the file {@code $TRACE}, to
 * which tasks append lines. The environment is PATH, HOME, LANG, TRACE, RUNNER_STATE_DIR, the id of
 * the case, and PROGRAM_PID, the process under test. All signals have their default action.
 *
 * <p>Test methods get it as a parameter, by {@link Cases}; other code closes it. Closing ends every
 * remaining process of the case and removes the directory.
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
  private Optional<SignalTrigger> signal = Optional.empty();
  private OptionalInt stopAfter = OptionalInt.empty();

  /** A signal to send once a line is in the trace, or a line of stderr contains a text. */
  record SignalTrigger(boolean onStderr, String line, String signal) {}

  /** Returns the case's directory. */
  public Path dir() {
    return dir.path();
  }

  /** Writes a file of mode 0644 and makes the directories above it. */
  public Scenario file(String path, String content) {
    return file(path, content, 0644);
  }

  /** Writes a file of this mode, whatever the umask. */
  public Scenario file(String path, String content, int mode) {
    dir.write(path, dir.withPath(content).getBytes(StandardCharsets.UTF_8), mode);
    return this;
  }

  /** Writes a file of these bytes, without replacing {@code @DIR@}. */
  public Scenario file(String path, byte[] content) {
    dir.write(path, content, 0644);
    return this;
  }

  /** Makes a symbolic link; the target may be missing. */
  public Scenario link(String path, String target) {
    dir.link(path, dir.withPath(target));
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
    String traces = "echo " + Program.quoted("task " + name) + " >> \"$TRACE\"\n";
    return script("tasks.d/" + name, traces + body);
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

  /** Removes the arguments, for another run in the same directory. */
  public Scenario clearArgs() {
    arguments.clear();
    return this;
  }

  /** Sets a variable for the program. */
  public Scenario env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Sets the program's stdin; the default is one line, which no task may see. */
  public Scenario stdin(String text) {
    stdin = text;
    return this;
  }

  /** Closes these of the file descriptors 0, 1, 2 before the program starts. */
  public Scenario closing(int... descriptors) {
    closed = IntStream.of(descriptors).boxed().toList();
    return this;
  }

  /** Sends stdout and stderr to {@code /dev/null}; those of the result are empty then. */
  public Scenario discardingOutput() {
    discardsOutput = true;
    return this;
  }

  /** Sends the program a signal, such as {@code TERM}, once the line is in the trace. */
  public Scenario signalWhen(String line, String name) {
    signal = Optional.of(new SignalTrigger(false, line, name));
    return this;
  }

  /** Sends the program a signal once a line of its stderr contains the text. */
  public Scenario signalOnStderr(String text, String name) {
    signal = Optional.of(new SignalTrigger(true, text, name));
    return this;
  }

  /** Kills all processes of the case once the trace has this many lines. */
  public Scenario stopAfter(int lines) {
    stopAfter = OptionalInt.of(lines);
    return this;
  }

  /** Sets how long the run may take; the default is 60 s. */
  public Scenario limit(Duration atMost) {
    limit = atMost;
    return this;
  }

  /**
   * Runs the program and waits for its end. A further call runs it again in the same directory,
   * with an empty trace.
   *
   * @throws AssertionError if the run is over its limit, or a process outside the case was ended;
   *     the message shows stderr
   */
  public ProgramResult run() {
    ProgramResult result = new ProgramRun(this).run();
    canary.assertAlive();
    return result;
  }

  /**
   * Runs the program, which must succeed, without an archive of its classes.
   *
   * @return the classes it loaded, by the JVM's names, such as {@code java/lang/String}
   */
  public Set<String> loaded() throws IOException {
    Path list = dir().resolve("loaded");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    program(Program.onJava(dir(), java, "-XX:DumpLoadedClassList=" + list));
    run().assertExit(0);
    try (Stream<String> lines = Files.lines(list)) {
      // In newer Javas a number follows the name.
      return lines.map(line -> line.split(" ", -1)[0]).collect(Collectors.toSet());
    }
  }

  @Override
  public void close() {
    canary.close();
    dir.close();
  }

  /** Sets the program to run, such as another launcher. */
  public Scenario program(Path other) {
    program = other;
    return this;
  }

  CaseDir caseDir() {
    return dir;
  }

  /** Returns the command line. */
  List<String> command() {
    Stream<String> filled = arguments.stream().map(dir::withPath);
    return Stream.concat(Stream.of(program.toString()), filled).toList();
  }

  Map<String, String> environment() {
    Map<String, String> all = dir.environment();
    environment.forEach((name, value) -> all.put(name, dir.withPath(value)));
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

  Optional<SignalTrigger> signal() {
    return signal;
  }

  OptionalInt stopAfter() {
    return stopAfter;
  }
}
