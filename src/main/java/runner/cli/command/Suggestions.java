package runner.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.PositionalParamSpec;
import runner.config.NearestWord;

/** What was probably meant by an option or a command that is not known. */
public final class Suggestions {
  /** Fewer letters are the beginning of too much. */
  private static final int FEWEST_LETTERS = 3;

  private Suggestions() {}

  /**
   * Says what is wrong with a command line: the fact, then what may help, one line each. Where the
   * fact is a word that is no command, it is said so; else it is what picocli says.
   */
  public static List<String> lines(CommandLine.ParameterException e) {
    List<String> lines = new ArrayList<>();
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      CommandLine command = e.getCommandLine();
      String word = blamed(unmatched.getUnmatched().get(0), command);
      boolean takesCommands = isRoot(command) || !command.getSubcommands().isEmpty();
      boolean option = word.startsWith("-") || !takesCommands;
      lines.add(option ? e.getMessage() : fact(word, command));
      fix(word, command).ifPresent(lines::add);
    } else {
      // picocli begins some of its messages so.
      lines.add(e.getMessage().replaceFirst("^Error: ", ""));
    }
    return lines;
  }

  /** Says that a word is no command; it might have been a directory too. */
  public static CommandLine.ParameterException unknown(String word, CommandLine root) {
    String more = fix(word, root).map(fix -> "; " + fix).orElse("");
    return new CommandLine.ParameterException(root, fact(word, root) + more);
  }

  /**
   * Whether a word in the place of a task directory looks like a command instead: there is nothing
   * of that name, and it has none of the characters that names of directories have beside letters.
   */
  public static boolean looksLikeCommand(String word) {
    return word.matches("[A-Za-z][A-Za-z-]*") && !Files.exists(Path.of(word));
  }

  /** Where a second word is one too many, the first one was no task directory. */
  private static String blamed(String word, CommandLine command) {
    if (!isRoot(command)) {
      return word;
    }
    List<PositionalParamSpec> places = command.getCommandSpec().positionalParameters();
    return places.stream()
        .flatMap(place -> place.stringValues().stream())
        .filter(Suggestions::looksLikeCommand)
        .findFirst()
        .orElse(word);
  }

  private static String fact(String word, CommandLine command) {
    String of = command.getCommandSpec().qualifiedName();
    return "'" + word + "' is no command " + (isRoot(command) ? "and no directory" : "of " + of);
  }

  private static Optional<String> fix(String word, CommandLine command) {
    if (isRoot(command) && Synonyms.ADVICE.containsKey(word)) {
      return Optional.of(Synonyms.ADVICE.get(word));
    }
    List<String> verbs =
        isRoot(command) ? CommandRegistry.NAMES : List.copyOf(command.getSubcommands().keySet());
    List<String> meant =
        verbs.contains(word) ? List.of("./" + word) : meant(word, verbs, optionsOf(command));
    return meant.isEmpty()
        ? Optional.empty()
        : Optional.of("did you mean " + String.join(" or ", meant) + "?");
  }

  private static List<String> optionsOf(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .flatMap(option -> Stream.of(option.names()))
        .filter(name -> name.startsWith("--"))
        .toList();
  }

  /** By what is surest: a spelling of an option, another word for a command, its beginning. */
  private static List<String> meant(String word, List<String> verbs, List<String> options) {
    Optional<String> option = NearestWord.to(word, options);
    if (word.startsWith("-") && option.isPresent()) {
      return List.of(option.get());
    }
    String bare = word.replaceFirst("^--", "");
    List<String> meant = Synonyms.of(bare, verbs);
    if (meant.isEmpty() && bare.length() >= FEWEST_LETTERS) {
      meant = verbs.stream().filter(verb -> verb.startsWith(bare)).toList();
    }
    if (meant.isEmpty()) {
      meant = NearestWord.to(bare, verbs).or(() -> option).stream().toList();
    }
    return meant.isEmpty() && verbs.size() == 1 ? verbs : meant;
  }

  private static boolean isRoot(CommandLine command) {
    return command.getParent() == null;
  }
}
