package runner.cli.host;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import runner.process.BootId;
import runner.process.RecordedProcess;
import runner.stream.ProgramStreams;
import runner.task.Clock;

/** What the program has from the machine it runs on. */
public interface Machine {
  /** Environment variables. */
  Map<String, String> environment();

  PrintStream out();

  PrintStream err();

  /** Whether standard output is a pipe or socket: if a write to it failed, its reader has gone. */
  boolean piped();

  /**
   * Standard output and error for what must go on although nobody reads: the first call opens them,
   * and from then on {@link #out} and {@link #err} lead there too.
   */
  ProgramStreams streams();

  /** Waits until all that was given to {@link #streams} is written, but not for long. */
  void endStreams();

  /** Standard input, as bytes. */
  InputStream input();

  /** Standard input, as lines. */
  default BufferedReader in() {
    return new BufferedReader(new InputStreamReader(input(), StandardCharsets.UTF_8));
  }

  /** Whether somebody sits at it. */
  boolean terminal();

  Clock clock();

  /** From 0 to 1. */
  double random();

  /** So many random bytes, fit for ids that are unique anywhere, in hexadecimal digits. */
  String randomId(int bytes);

  /** The launcher the program was started by, where it was. */
  Optional<Path> launcher();

  /** The host's own name. */
  String name();

  long pid();

  boolean root();

  /** The kernel's id of this boot. */
  BootId bootId();

  /** The process we are. */
  default RecordedProcess process() {
    return RecordedProcess.of(pid(), bootId());
  }

  /** cloud-init's id of the instance, else the machine's id. */
  String instanceId();

  default Optional<String> variable(String name) {
    return Optional.ofNullable(environment().get(name)).filter(value -> !value.isEmpty());
  }

  /** The host's place among others, spread evenly by its id: from 0 to 1, always the same. */
  default double share() {
    CRC32 sum = new CRC32();
    sum.update(instanceId().getBytes(StandardCharsets.UTF_8));
    return sum.getValue() / 4294967296.0;
  }
}
