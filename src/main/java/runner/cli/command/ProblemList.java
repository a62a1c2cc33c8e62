package runner.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runner.cli.host.Machine;
import runner.report.Json;
import runner.report.text.PrintableText;
import runner.task.Problem;

/** The answer of a command that looks for faults. */
public final class ProblemList {
  private ProblemList() {}

  /** Prints what was found. */
  public static void show(
      List<Problem> problems, List<Problem> warnings, boolean json, Machine host) {
    host.out()
        .print(json ? Json.page(document(problems, warnings)) + "\n" : text(problems, warnings));
    host.out().flush();
  }

  private static String text(List<Problem> problems, List<Problem> warnings) {
    StringBuilder text = new StringBuilder();
    problems.forEach(problem -> text.append(PrintableText.of(problem.toString())).append('\n'));
    warnings.forEach(
        warning ->
            text.append("warning: ").append(PrintableText.of(warning.toString())).append('\n'));
    return text.length() == 0 ? "no fault found\n" : text.toString();
  }

  private static Map<String, Object> document(List<Problem> problems, List<Problem> warnings) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schema", 1);
    document.put("problems", listed(problems));
    document.put("warnings", listed(warnings));
    return document;
  }

  private static List<Map<String, String>> listed(List<Problem> problems) {
    return problems.stream()
        // "mend" is what 0.1.0 called the fix; scripts may read it.
        .map(p -> Map.of("place", p.place(), "fact", p.fact(), "fix", p.fix(), "mend", p.fix()))
        .toList();
  }
}
