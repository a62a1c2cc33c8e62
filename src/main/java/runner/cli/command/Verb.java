package runner.cli.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.host.Machine;

/** One command of the program: its options, and what it does with them. */
public interface Verb {
  /** Its options, arguments and help; called once. */
  CommandSpec spec();

  /**
   * Does it.
   *
   * @param common options that every command has
   * @param parsed its own options
   * @return the exit code
   */
  int run(GlobalOptions common, ParseResult parsed, Machine host);
}
