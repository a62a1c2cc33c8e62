package runner.cli;

import java.io.BufferedReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import runner.task.Clock;

/** What the program has from the machine it runs on. */
interface Host {
  /** Environment variables. */
  Map<String, String> environment();

  PrintStream out();

  PrintStream err();

  /** Standard input. */
  BufferedReader in();

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
  String bootId();

  /** cloud-init's id of the instance, else the machine's id. */
  String instanceId();

  default Optional<String> variable(String name) {
    return Optional.ofNullable(environment().get(name)).filter(value -> !value.isEmpty());
  }
}
