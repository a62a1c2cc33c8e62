package runner.cli.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Words that other programs have for what a command of this one does. */
final class Synonyms {
  private static final String CHAIN = "to run the chain, leave the word out: runner -c FILE";
  private static final String STOP =
      "to stop a chain, send TERM to its process, or: systemctl stop runner";
  private static final String GET = "did you mean -g SECTION.KEY?";

  /** What to do where no command does it. */
  static final Map<String, String> ADVICE =
      table(
          Map.of(
              "run start up exec execute go begin launch chain restart", CHAIN,
              "stop kill halt abort shutdown end", STOP,
              "get lookup value", GET));

  /** The commands of each, by group of words; whichever of them a command has may be meant. */
  private static final Map<String, List<String>> COMMANDS =
      table(
          Map.ofEntries(
              Map.entry("list ls tasks all", List.of("list", "plan", "status")),
              Map.entry("order graph simulate dryrun dry-run preview next", List.of("plan")),
              Map.entry("show view info print", List.of("show", "status", "config show", "list")),
              Map.entry("state ps progress last running", List.of("status", "list")),
              Map.entry("wait", List.of("status --wait", "submit --wait")),
              Map.entry("output tail cat journal", List.of("logs")),
              Map.entry("runs past boots", List.of("history")),
              Map.entry("test validate lint verify doctor", List.of("check")),
              Map.entry("settings cfg dump", List.of("config show", "show")),
              Map.entry("time times profile slow", List.of("analyze blame", "blame")),
              Map.entry("support bundle sosreport debug", List.of("collect")),
              Map.entry("forget rerun clear", List.of("reset", "purge")),
              Map.entry("html page web", List.of("report")),
              Map.entry("agent", List.of("puppet-agent")),
              Map.entry("locks unlock free", List.of("pool status", "release")),
              Map.entry("rm delete remove del", List.of("cancel", "release", "purge")),
              Map.entry("add create new queue send", List.of("submit")),
              Map.entry("why", List.of("explain", "status"))));

  private Synonyms() {}

  /** Which of these commands a word may mean, with the words that follow it. */
  static List<String> of(String word, List<String> known) {
    return COMMANDS.getOrDefault(word, List.of()).stream()
        .filter(command -> known.contains(command.split(" ", 2)[0]))
        .toList();
  }

  private static <T> Map<String, T> table(Map<String, T> groups) {
    Map<String, T> all = new HashMap<>();
    groups.forEach((words, value) -> Stream.of(words.split(" ")).forEach(w -> all.put(w, value)));
    return Map.copyOf(all);
  }
}
