package runner.cli.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.jobs.Job;
import runner.jobs.Store;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** The hosts a command line names. */
final class JobsTargets {
  private static final String TO = "--to";
  private static final String FILE = "--hosts-file";
  private static final String ALL = "@all";

  private JobsTargets() {}

  static void addTo(CommandSpec spec, String otherwise) {
    spec.addOption(
        GlobalOptions.valued(
            String.class,
            "HOST,...",
            "The hosts; @all is every host ever seen. Default: the " + otherwise + ".",
            TO));
    spec.addOption(
        GlobalOptions.valued(String.class, "FILE", "A file of hosts, one a line.", "-f", FILE));
  }

  /** As it was typed, for the record. */
  static String typed(ParseResult parsed, JobsSetup setup) {
    String to = parsed.matchedOptionValue(TO, "");
    String file = parsed.matchedOptionValue(FILE, "");
    String all = to + (to.isEmpty() || file.isEmpty() ? "" : ",") + (file.isEmpty() ? "" : "-f ");
    String typed = (all + file).strip();
    String shown = typed.isEmpty() ? setup.hostId() : typed;
    return shown.length() <= 200 ? shown : shown.substring(0, 197) + "...";
  }

  /** Each once, in the order they were named. */
  static List<String> hosts(ParseResult parsed, JobsSetup setup) {
    String to = parsed.matchedOptionValue(TO, "");
    Optional<String> file = Optional.ofNullable(parsed.matchedOptionValue(FILE, null));
    Set<String> hosts = new LinkedHashSet<>();
    for (String name : names(to)) {
      hosts.addAll(name.equals(ALL) ? everyone(setup) : List.of(Job.host(name)));
    }
    file.ifPresent(path -> lines(Path.of(path)).forEach(name -> hosts.add(Job.host(name))));
    boolean named = parsed.hasMatchedOption(TO) || file.isPresent();
    if (named && hosts.isEmpty()) {
      throw new CommandLine.ParameterException(
          parsed.commandSpec().commandLine(), "no host is named, e.g. --to web1,web2");
    }
    return named ? new ArrayList<>(hosts) : List.of(setup.hostId());
  }

  private static List<String> names(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static List<String> everyone(JobsSetup setup) {
    try (Store store = setup.store()) {
      return store.hosts().stream().map(Store.HostInfo::host).toList();
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new RunnerException(
          ExitCode.NO_INPUT, file.toString(), "cannot be read", "name a file of hosts");
    }
  }
}
