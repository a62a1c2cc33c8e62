package runner.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a trace for comparison. The line of a hook ends with the hook's JSON argument. Of this
 * only the four keys of the contract are compared; other keys are allowed.
 *
 * @param text the line without its JSON
 * @param stats the keys of the contract; empty if the line has no JSON
 */
record TraceLine(String text, Map<String, JsonNode> stats) {
  private static final Pattern HOOK = Pattern.compile("^(hook\\S* .*?)(\\{.*\\})$");
  private static final List<String> KEYS = List.of("task", "try_num", "max_retries", "result");

  static List<TraceLine> of(List<String> lines) {
    return lines.stream().map(TraceLine::of).toList();
  }

  private static TraceLine of(String line) {
    Matcher hook = HOOK.matcher(line);
    if (!hook.matches()) {
      return new TraceLine(line, Map.of());
    }
    try {
      JsonNode json = Tables.JSON.readTree(hook.group(2));
      Map<String, JsonNode> stats = new TreeMap<>();
      KEYS.stream().filter(json::has).forEach(key -> stats.put(key, json.get(key)));
      return new TraceLine(hook.group(1), stats);
    } catch (JsonProcessingException notStats) {
      return new TraceLine(line, Map.of());
    }
  }
}
