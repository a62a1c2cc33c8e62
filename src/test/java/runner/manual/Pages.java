package runner.manual;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import runner.cli.Described;
import runner.config.Key;
import runner.task.ExitCode;

/** The man pages. */
final class Pages {
  private final Readme readme;
  private final CommandSpec root = Described.commands().getCommandSpec();

  Pages(Readme readme) {
    this.readme = readme;
  }

  /** Each page by the name of its file. */
  Map<String, String> all() {
    return Map.of(
        "runner.1", runner(),
        "retrypuppet.1", retrypuppet(),
        "runner.cfg.5", configuration(),
        "runner-task.7", task());
  }

  private static Roff page(String title, int section, String what) {
    return new Roff(title, section, Described.day(), Described.version()).name(title, what);
  }

  private String runner() {
    Roff page = page("runner", 1, "run a chain of tasks, and say what ran and why");
    page.section("Synopsis")
        .tagged("`runner` [*OPTIONS*] [*TASKDIR*]", "The chain.")
        .tagged("`runner` [`-c` *FILE*] `-g` *SECTION.KEY* [`--default` *VALUE*]", "A setting.")
        .tagged("`runner` *COMMAND* [*OPTIONS*] [*ARGUMENTS*]", "One of the commands below.");
    Markdown.append(description(), page.section("Description"));
    page.section("Options");
    options(Commands.visible(root), page);
    page.section("Commands");
    Commands.below(root).stream()
        .filter(command -> command.subcommands().isEmpty() || !Commands.own(command).isEmpty())
        .forEach(command -> command(command, page));
    exitStatus(page);
    Markdown.append(readme.opening("### Variables"), page.section("Environment"));
    Markdown.append(readme.chapter("## State and logs"), page.section("State and logs"));
    Markdown.append(readme.chapter("## Metrics and traces"), page.section("Metrics and traces"));
    Markdown.append(readme.chapter("## Security"), page.section("Security"));
    return seeAlso(page, "runner.cfg(5)", "runner-task(7)", "retrypuppet(1)");
  }

  /** How the README begins, whose table of contents leads nowhere here. */
  private List<String> description() {
    return readme.opening("# Runner").stream()
        .filter(line -> !isContents(line))
        .map(line -> line.replace("listed below", "listed in its README"))
        .toList();
  }

  private static boolean isContents(String line) {
    return line.startsWith("- [") || line.startsWith("  ");
  }

  private static void options(List<OptionSpec> options, Roff page) {
    options.forEach(option -> page.tagged(Commands.names(option), Commands.described(option)));
  }

  private static void command(CommandSpec command, Roff page) {
    page.subsection("runner " + Commands.synopsis(command));
    for (String text : command.usageMessage().description()) {
      page.paragraph(text);
    }
    if (command.usageMessage().footer().length > 0) {
      page.paragraph(String.join(" ", command.usageMessage().footer()).strip());
    }
    options(Commands.own(command), page);
    Commands.positionals(command)
        .forEach(one -> page.tagged("`" + one.paramLabel() + "`", Commands.described(one)));
  }

  private void exitStatus(Roff page) {
    page.section("Exit status");
    for (ExitCode code : ExitCode.values()) {
      page.tagged("`" + code.number() + "`", code.meaning());
    }
    page.tagged("128+*n*", "ended by signal *n*");
    Markdown.append(readme.words("## Exit codes"), page);
  }

  private String retrypuppet() {
    Roff page = page("retrypuppet", 1, "run Puppet, and wait while another run is in progress");
    page.section("Synopsis").paragraph("`retrypuppet` [*ARGUMENTS OF PUPPET*]");
    Markdown.append(readme.opening("## Puppet"), page.section("Description"));
    page.section("Configuration").paragraph("Keys of `[puppet]` in runner.cfg(5):");
    keys(Described.sections().get("puppet"), page);
    return seeAlso(page, "runner(1)", "runner.cfg(5)");
  }

  private String configuration() {
    Roff page = page("runner.cfg", 5, "the configuration of runner");
    Markdown.append(readme.opening("## Configuration"), page.section("Description"));
    ours("runner", page);
    Markdown.append(readme.chapter("### [env]"), page.configSection("env"));
    Markdown.append(readme.words("### [TASK]"), page.configSection("TASK"));
    taskKeys(page);
    Markdown.append(readme.chapter("## When a task runs"), page.configSection("schedule NAME"));
    Described.sections().keySet().stream()
        .filter(name -> !name.equals("runner"))
        .forEach(name -> ours(name, page));
    return seeAlso(page, "runner(1)", "runner-task(7)");
  }

  /** A section of ours: what the README says of it as a whole, then its keys. */
  private void ours(String name, Roff page) {
    page.configSection(name);
    String heading = "### [" + name + "]";
    if (readme.lines().contains(heading)) {
      Markdown.append(readme.words(heading), page);
    }
    keys(Described.sections().get(name), page);
  }

  /** To one task a key of [runner] means a little less than to the chain: the README says what. */
  private void taskKeys(Roff page) {
    List<String> layered = Described.sections().get("runner").stream().map(Key::name).toList();
    Map<String, String> meanings = readme.meanings("### [TASK]");
    for (Key<?> key : Described.taskKeys()) {
      String fallback = layered.contains(key.name()) ? "that of `[runner]`" : fallback(key);
      page.tagged(tag(key, fallback), meanings.get(key.name()));
    }
  }

  private static void keys(List<Key<?>> keys, Roff page) {
    for (Key<?> key : keys) {
      page.tagged(tag(key, fallback(key)), key.meaning());
    }
  }

  private static String fallback(Key<?> key) {
    return key.fallback().isEmpty() ? "none" : "`" + key.fallback() + "`";
  }

  private static String tag(Key<?> key, String fallback) {
    return "`" + key.name() + "` (" + key.type() + "; default " + fallback + ")";
  }

  private String task() {
    Roff page = page("runner-task", 7, "what a task of runner does and may rely on");
    page.section("Description");
    page.paragraph("A task is a program in the task directory of runner(1).");
    Markdown.append(readme.chapter("## Tasks"), page);
    return seeAlso(page, "runner(1)", "runner.cfg(5)");
  }

  private static String seeAlso(Roff page, String... pages) {
    return page.section("See also").paragraph(String.join(", ", pages)).toString();
  }
}
