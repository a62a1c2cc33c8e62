package runner.cli;

import runner.cli.host.LaunchMechanism;
import runner.cli.host.Machine;
import runner.cli.host.SystemMachine;

/** The program's entry. */
public final class Main {
  private Main() {}

  /** Runs one command line and ends the process with its exit code. */
  public static void main(String[] args) {
    // Read by the JDK before it starts its first process.
    System.setProperty(
        LaunchMechanism.PROPERTY, LaunchMechanism.forJava(Runtime.version().feature()));
    Machine host = new SystemMachine();
    System.exit(Program.finish(Program.run(args, host), host));
  }
}
