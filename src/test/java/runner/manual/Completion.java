package runner.manual;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completion for bash: a script with a table of the commands. */
final class Completion {
  private Completion() {}

  static String of(CommandSpec root) {
    List<CommandSpec> all = new ArrayList<>(List.of(root));
    all.addAll(Commands.below(root));
    List<OptionSpec> common =
        Commands.visible(root).stream()
            .filter(option -> all.stream().allMatch(one -> has(one, option)))
            .toList();
    return script()
        .replace("@COMMON@\n", assigned(options(common), "  "))
        .replace(
            "@COMMANDS@\n", all.stream().map(one -> row(one, common)).collect(Collectors.joining()))
        .replace("@VALUES@\n", values(all));
  }

  private static String script() {
    try (InputStream in = Completion.class.getResourceAsStream("/manual/runner.bash")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean has(CommandSpec spec, OptionSpec option) {
    return spec.findOption(option.longestName()) != null;
  }

  /**
   * The table's entry for a command: its subcommands, argument, and options that are not common.
   */
  private static String row(CommandSpec spec, List<OptionSpec> common) {
    Map<String, List<String>> row = new LinkedHashMap<>();
    if (spec.usageMessage().customSynopsis().length > 0) {
      // The arguments are those of another program.
      row.put("foreign", List.of("yes"));
    } else {
      row.put("verbs", List.copyOf(spec.subcommands().keySet()));
      row.put("argument", argument(spec));
      row.putAll(
          options(
              Commands.visible(spec).stream()
                  .filter(option -> common.stream().noneMatch(one -> isSame(one, option)))
                  .toList()));
    }
    return "    '%s')\n%s      ;;\n".formatted(Commands.words(spec), assigned(row, "      "));
  }

  private static boolean isSame(OptionSpec one, OptionSpec other) {
    return one.longestName().equals(other.longestName());
  }

  /** The names of the options, and lists of those that have a value, by its kind. */
  private static Map<String, List<String>> options(List<OptionSpec> options) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    for (OptionSpec option : options) {
      List<String> names = List.of(option.names());
      lists.merge("options", names, Completion::joined);
      if (Commands.takesValue(option) && !Commands.isOptional(option)) {
        lists.merge(kind(option), names, Completion::joined);
      }
    }
    return lists;
  }

  private static String assigned(Map<String, List<String>> lists, String indent) {
    return lists.entrySet().stream()
        .filter(each -> !each.getValue().isEmpty())
        .map(each -> indent + each.getKey() + "+=' " + String.join(" ", each.getValue()) + "'\n")
        .collect(Collectors.joining());
  }

  /** The values of the options that accept only a few. */
  private static String values(List<CommandSpec> all) {
    Map<String, String> words = new TreeMap<>();
    for (CommandSpec spec : all) {
      for (OptionSpec option : Commands.visible(spec)) {
        if (option.completionCandidates() != null) {
          String names = String.join(" | ", option.names());
          words.put(names, String.join(" ", option.completionCandidates()));
        }
      }
    }
    return words.entrySet().stream()
        .map(each -> "    %s) echo '%s' ;;\n".formatted(each.getKey(), each.getValue()))
        .collect(Collectors.joining());
  }

  private static List<String> joined(List<String> some, List<String> more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  private static List<String> argument(CommandSpec spec) {
    if (Commands.words(spec).startsWith("jobs ")) {
      // The tasks of jobs are not those of the chain.
      return List.of();
    }
    return Commands.positionals(spec).stream().limit(1).map(one -> one.paramLabel()).toList();
  }

  /** The list for the names of an option, by the kind of its value. */
  private static String kind(OptionSpec option) {
    return switch (option.paramLabel()) {
      case "FILE", "HOSTS", "CERT" -> "files";
      case "DIR" -> "directories";
      default -> "texts";
    };
  }
}
