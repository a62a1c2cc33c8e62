package runner.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** How the manual writes commands and their options. */
final class Commands {
  /** Options with an optional value, which follows an =. */
  private static final Set<String> OPTIONAL_VALUE = Set.of("--wait", "--wait-lock");

  private Commands() {}

  /** All commands below a command, in their order and at any depth. */
  static List<CommandSpec> below(CommandSpec group) {
    List<CommandSpec> below = new ArrayList<>();
    for (CommandLine each : new LinkedHashSet<>(group.subcommands().values())) {
      CommandSpec spec = each.getCommandSpec();
      if (!spec.usageMessage().hidden()) {
        below.add(spec);
        below.addAll(below(spec));
      }
    }
    return below;
  }

  /** The words after the program's name, such as "schedule list". */
  static String words(CommandSpec spec) {
    String all = spec.qualifiedName();
    return all.contains(" ") ? all.substring(all.indexOf(' ') + 1) : "";
  }

  /** The options of a command that no command above it has. */
  static List<OptionSpec> own(CommandSpec spec) {
    return visible(spec).stream().filter(option -> !isAbove(spec, option)).toList();
  }

  private static boolean isAbove(CommandSpec spec, OptionSpec option) {
    CommandSpec parent = spec.parent();
    return parent != null
        && (parent.findOption(option.longestName()) != null || isAbove(parent, option));
  }

  static List<OptionSpec> visible(CommandSpec spec) {
    return spec.options().stream().filter(option -> !option.hidden()).toList();
  }

  static List<PositionalParamSpec> positionals(CommandSpec spec) {
    return spec.positionalParameters().stream().filter(one -> !one.hidden()).toList();
  }

  /** For example "plan [--at TIME] [--json] [TASKDIR]". */
  static String synopsis(CommandSpec spec) {
    String[] custom = spec.usageMessage().customSynopsis();
    if (custom.length > 0) {
      return custom[0].replaceFirst("^runner ", "");
    }
    List<String> parts = new ArrayList<>(List.of(words(spec)));
    List<OptionSpec> own = own(spec);
    if (own.size() > 5) {
      parts.add("[OPTIONS]");
    } else {
      own.forEach(option -> parts.add("[" + withValue(option, option.longestName()) + "]"));
    }
    if (!spec.subcommands().isEmpty()) {
      parts.add("COMMAND");
    }
    positionals(spec).forEach(one -> parts.add(one.arity().min() > 0 ? label(one) : optional(one)));
    return String.join(" ", parts);
  }

  private static String optional(PositionalParamSpec one) {
    return "[" + label(one) + (one.arity().max() > 1 ? "..." : "") + "]";
  }

  private static String label(PositionalParamSpec one) {
    return one.paramLabel().replaceAll("^<|>$", "");
  }

  /** All names of an option, and its value, such as "`-c`, `--config FILE`". */
  static String names(OptionSpec option) {
    String last = option.names()[option.names().length - 1];
    return Arrays.stream(option.names())
        .map(name -> "`" + (name.equals(last) ? withValue(option, name) : name) + "`")
        .collect(Collectors.joining(", "));
  }

  private static String withValue(OptionSpec option, String name) {
    if (!takesValue(option)) {
      return name;
    }
    String label = option.paramLabel().replaceAll("^<|>$", "");
    return isOptional(option) ? name + "[=" + label + "]" : name + " " + label;
  }

  static boolean takesValue(OptionSpec option) {
    return option.arity().max() > 0;
  }

  static boolean isOptional(OptionSpec option) {
    return OPTIONAL_VALUE.contains(option.longestName()) || option.arity().min() == 0;
  }

  static String described(ArgSpec argument) {
    return String.join(" ", argument.description());
  }
}
