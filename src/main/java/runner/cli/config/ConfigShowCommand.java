package runner.cli.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.ValueMask;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.config.Config;
import runner.config.Key;
import runner.config.Section;
import runner.report.Json;
import runner.task.ExitCode;

/** Shows the effective configuration and where each value comes from; judges nothing. */
public final class ConfigShowCommand implements Verb {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Show the effective configuration.");
    spec.addOption(GlobalOptions.flag("Answer in JSON.", "--json"));
    spec.addOption(GlobalOptions.flag("Show where each value comes from.", "--origin"));
    return spec.addOption(GlobalOptions.flag("Hide the values of [env] and of secrets.", "--mask"));
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    View view =
        new View(
            common.config(),
            new ValueMask(parsed.hasMatchedOption("--mask")),
            parsed.hasMatchedOption("--origin"));
    boolean json = parsed.hasMatchedOption("--json");
    host.out().print(json ? Json.page(view.document()) + "\n" : view.text());
    host.out().flush();
    return ExitCode.DONE.number();
  }

  /** All of it with its places, for others to read: secrets are hidden. */
  public static String masked(Config config) {
    return new View(config, new ValueMask(true), true).text();
  }

  /** The configuration as it is shown. */
  private record View(Config config, ValueMask mask, boolean withOrigin) {

    Map<String, Object> document() {
      Map<String, Map<String, String>> sections = config.text();
      sections.forEach((name, keys) -> keys.replaceAll((key, value) -> mask.of(name, key, value)));
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("schema", 1);
      document.put("sections", sections);
      document.put("settings", settings());
      return document;
    }

    private Map<String, Object> settings() {
      Map<String, Object> settings = new LinkedHashMap<>();
      for (String name : OwnSections.NAMES) {
        if (isShown(name)) {
          settings.put(name, settings(config.section(name)));
        }
      }
      return settings;
    }

    private Map<String, Object> settings(Section section) {
      Map<String, Object> settings = new LinkedHashMap<>();
      for (Key<?> key : OwnSections.keys(section.name())) {
        String value = value(section, key.name());
        settings.put(
            key.name(),
            withOrigin ? Map.of("value", value, "origin", origin(section, key.name())) : value);
      }
      return settings;
    }

    /** [runner] counts for every chain, the others only where they are written. */
    private boolean isShown(String section) {
      return section.equals("runner") || config.sections().contains(section);
    }

    /**
     * As it could stand in a file: [runner] first, sections of ours with their defaults. Outside of
     * [runner] an empty value may differ from none, so there what has no default is left out.
     */
    String text() {
      StringBuilder text = new StringBuilder();
      Set<String> names = new LinkedHashSet<>(List.of("runner"));
      names.addAll(config.sections());
      for (String name : names) {
        Section section = config.section(name);
        Set<String> keys = new LinkedHashSet<>();
        OwnSections.keys(name).stream()
            .filter(key -> name.equals("runner") || !key.fallback().isEmpty())
            .forEach(key -> keys.add(key.name()));
        keys.addAll(section.keys());
        append(text, section, keys);
      }
      return text.toString();
    }

    private void append(StringBuilder text, Section section, Set<String> keys) {
      text.append(text.length() == 0 ? "" : "\n").append('[').append(section.name()).append("]\n");
      for (String key : keys) {
        if (withOrigin) {
          text.append("# ").append(origin(section, key)).append('\n');
        }
        // Further lines of a value must be indented to be read as such.
        String value = value(section, key).replace("\n", "\n    ");
        text.append(key).append(" = ").append(value).append('\n');
      }
    }

    private String value(Section section, String key) {
      return mask.of(
          section.name(), key, section.text(key).orElseGet(() -> fallback(section.name(), key)));
    }

    private static String origin(Section section, String key) {
      return section.place(key).map(Object::toString).orElse("default");
    }

    private static String fallback(String section, String name) {
      Optional<Key<?>> key =
          OwnSections.keys(section).stream().filter(k -> k.name().equals(name)).findFirst();
      return key.map(Key::fallback).orElse("");
    }
  }
}
