package runner.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import runner.config.NearestWord;

/** What was probably meant by an option or a verb that is not known. */
public final class Suggestions {
  private Suggestions() {}

  public static Optional<String> of(CommandLine.ParameterException e) {
    if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return Optional.empty();
    }
    String word = unmatched.getUnmatched().get(0);
    return nearest(word, e.getCommandLine());
  }

  /** The verb or option of a command that is nearest to a word. */
  public static Optional<String> nearest(String word, CommandLine command) {
    List<String> known =
        new ArrayList<>(
            command.getParent() == null
                ? CommandRegistry.NAMES
                : command.getSubcommands().keySet());
    command.getCommandSpec().options().forEach(option -> known.addAll(List.of(option.names())));
    return NearestWord.to(word, known.stream().filter(name -> name.length() > 2).toList());
  }
}
