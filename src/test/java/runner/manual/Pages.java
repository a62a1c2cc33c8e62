package runner.manual;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import runner.cli.Described;
import runner.config.Key;
import runner.task.ExitCode;

/** Writes the man pages. */
final class Pages {
  private final Path checkout;
  private final CommandSpec root = Described.commands().getCommandSpec();

  Pages(Path checkout) {
    this.checkout = checkout;
  }

  private Document document(String name) {
    return Document.read(checkout, name);
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
    List<String> description = document("README.md").opening("# Runner");
    Markdown.append(description, page.section("Description"));
    page.section("Options");
    options(Commands.visible(root), page);
    page.section("Commands");
    Commands.below(root).stream()
        .filter(command -> command.subcommands().isEmpty() || !Commands.own(command).isEmpty())
        .forEach(command -> command(command, page));
    exitStatus(page);
    Document operating = document("docs/operating.md");
    Markdown.append(operating.chapter("## Variables"), page.section("Environment"));
    for (String chapter : List.of("The state directory", "Past runs", "Metrics and traces")) {
      Markdown.append(operating.chapter("## " + chapter), page.section(chapter));
    }
    Markdown.append(document("docs/security.md").body(), page.section("Security"));
    return seeAlso(page, "runner.cfg(5)", "runner-task(7)", "retrypuppet(1)");
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
    Markdown.append(document("docs/operating.md").words("## Exit codes"), page);
  }

  private String retrypuppet() {
    Roff page = page("retrypuppet", 1, "run Puppet, and wait while another run is in progress");
    page.section("Synopsis").paragraph("`retrypuppet` [*ARGUMENTS OF PUPPET*]");
    Document puppet = document("docs/puppet.md");
    Markdown.append(puppet.chapter("## retrypuppet"), page.section("Description"));
    page.section("As a task");
    Markdown.append(puppet.chapter("## puppet-agent, as a task"), page);
    page.section("Configuration").paragraph("Keys of `[puppet]` in runner.cfg(5):");
    keys(Described.sections().get("puppet"), page);
    return seeAlso(page, "runner(1)", "runner.cfg(5)");
  }

  private String configuration() {
    Roff page = page("runner.cfg", 5, "the configuration of runner");
    Document document = document("docs/configuration.md");
    Markdown.append(document.between("## The file", "## [runner]"), page.section("Description"));
    configSection("runner", page);
    Markdown.append(document.chapter("## [env]"), page.configSection("env"));
    Markdown.append(document.words("## [TASK]"), page.configSection("TASK"));
    taskKeys(page);
    Markdown.append(document.chapter("## [env TASK]"), page.configSection("env TASK"));
    String schedule = "schedule NAME";
    Markdown.append(document.chapter("## [" + schedule + "]"), page.configSection(schedule));
    Markdown.append(document("docs/schedules.md").body(), page);
    Described.sections().keySet().stream()
        .filter(name -> !name.equals("runner"))
        .forEach(name -> configSection(name, page));
    return seeAlso(page, "runner(1)", "runner-task(7)");
  }

  /** A section of the configuration: its description, then its keys. */
  private void configSection(String name, Roff page) {
    page.configSection(name);
    Markdown.append(document("docs/configuration.md").words("## [" + name + "]"), page);
    keys(Described.sections().get(name), page);
  }

  /** For a task a key may have another meaning than in [runner]; the document describes it. */
  private void taskKeys(Roff page) {
    List<String> inherited = Described.sections().get("runner").stream().map(Key::name).toList();
    Map<String, String> meanings = document("docs/configuration.md").meanings("## [TASK]");
    for (Key<?> key : Described.taskKeys()) {
      String fallback = inherited.contains(key.name()) ? "that of `[runner]`" : fallback(key);
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
    Markdown.append(document("docs/tasks.md").body(), page.section("Description"));
    return seeAlso(page, "runner(1)", "runner.cfg(5)");
  }

  private static String seeAlso(Roff page, String... pages) {
    return page.section("See also").paragraph(String.join(", ", pages)).toString();
  }
}
