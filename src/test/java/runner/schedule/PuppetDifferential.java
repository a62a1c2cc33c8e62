package runner.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Compares the gate with the real Puppet. {@code schedule.sh} asks this for questions, Puppet for
 * answers, and this to judge them: each disagreement must be one of the documented kinds.
 */
final class PuppetDifferential {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TEXT_ONE = "repeat '1' as text with number";
  private static final String NEVER_RUN = "what never ran is due in every period";

  /** What we write differently from Puppet on purpose; "wrong" is refused by both. */
  private static final Map<String, BiConsumer<ObjectNode, RandomCases>> ODDITIES =
      Map.of(
          "a range spelled loosely",
          (schedule, cases) ->
              schedule.put(
                  "range",
                  cases.pick(
                      List.of(
                          "abc 2 - 4",
                          "2am - 4pm",
                          "2.5 - 4",
                          "2 - 4:",
                          "1::30 - 2",
                          "2 - 4-",
                          "1:2:3:4 - 5",
                          "002 - 4",
                          "2\n-\n4",
                          "2 - 4\n",
                          "at 22 - 6"))),
          "a second of 60 or more in a range",
          (schedule, cases) ->
              schedule.put(
                  "range", cases.pick(List.of("1:00:60 - 2", "1 - 2:00:61", "22 - 23:59:60"))),
          "a repeat below 1",
          (schedule, cases) -> distance(schedule).put("repeat", cases.pick(List.of(0, -1, -5))),
          "a repeat in octal or with a line end",
          (schedule, cases) ->
              distance(schedule).put("repeat", cases.pick(List.of("010", "02", "007", "2\n"))),
          TEXT_ONE,
          (schedule, cases) -> schedule.put("periodmatch", "number").put("repeat", "1"),
          "a weekday spelled oddly",
          (schedule, cases) ->
              schedule.put(
                  "weekday",
                  cases.pick(
                      List.of("Tueday", "Wedday", "Thuday", "Satday", "Wednes", "Satur", "Mon\n"))),
          "an empty list",
          (schedule, cases) -> schedule.putArray(cases.pick(List.of("weekday", "range"))),
          "wrong",
          (schedule, cases) ->
              schedule.put(
                  cases.pick(List.of("range", "weekday", "period", "periodmatch", "repeat")),
                  cases.pick(List.of("25 - 3", "Someday", "yearly", "1.5", ""))));

  private final Map<String, Integer> counts = new TreeMap<>();
  private int unexplained;

  private PuppetDifferential() {}

  /** {@code ask COUNT SEED}, or {@code judge QUESTIONS ANSWERS}. */
  public static void main(String[] args) throws IOException {
    if (args[0].equals("ask")) {
      ask(Integer.parseInt(args[1]), new RandomCases(Long.parseLong(args[2])));
    } else {
      System.exit(new PuppetDifferential().judge(Path.of(args[1]), Path.of(args[2])) ? 0 : 1);
    }
  }

  private static void ask(int count, RandomCases cases) {
    List<String> kinds = ODDITIES.keySet().stream().sorted().toList();
    for (int i = 0; i < count; i++) {
      RandomCases.Case asked = cases.next();
      ObjectNode question = JSON.createObjectNode();
      question.put("id", "D" + i).put("tz", asked.now().getZone().getId());
      question.put("now", asked.now().toInstant().toString());
      question.put("previous", asked.previous().map(Instant::toString).orElse(null));
      ObjectNode schedule = question.putObject("schedule");
      schedule.setAll((ObjectNode) JSON.valueToTree(asked.schedule()));
      if (cases.chance(12)) {
        String kind = cases.pick(kinds);
        ODDITIES.get(kind).accept(schedule, cases);
        question.put("odd", kind);
      }
      System.out.println(question);
    }
  }

  private static ObjectNode distance(ObjectNode schedule) {
    return schedule.put("periodmatch", "distance");
  }

  private boolean judge(Path questions, Path answers) throws IOException {
    try (BufferedReader asked = Files.newBufferedReader(questions, StandardCharsets.UTF_8);
        BufferedReader answered = Files.newBufferedReader(answers, StandardCharsets.UTF_8)) {
      Iterator<String> puppet = answered.lines().iterator();
      for (Iterator<String> ours = asked.lines().iterator(); ours.hasNext(); ) {
        judge((ObjectNode) JSON.readTree(ours.next()), JSON.readTree(puppet.next()));
      }
    }
    counts.forEach((kind, count) -> System.out.printf("%7d  %s%n", count, kind));
    System.out.printf("%7d  undocumented%n", unexplained);
    return unexplained == 0;
  }

  private void judge(ObjectNode question, JsonNode puppet) throws IOException {
    JsonNode ours = JSON.readTree(ScheduleLines.answer(question.toString()));
    String odd = question.path("odd").asText("");
    boolean refused = ours.has("error");
    if (refused && puppet.isTextual()) {
      count("agree: refused");
    } else if (!refused && ours.get("match").equals(puppet)) {
      count("agree: " + puppet);
    } else if (documented(odd, refused, puppet.isTextual())) {
      count("differ: " + odd);
    } else if (question.path("previous").isNull() && asIfRunInSecondZero(question).equals(puppet)) {
      count("differ: " + NEVER_RUN);
    } else {
      unexplained++;
      System.out.println(question + " puppet: " + puppet + " ours: " + ours);
    }
  }

  /** Only in one thing are we wider than Puppet; everywhere else we refuse what it takes. */
  private static boolean documented(String odd, boolean weRefused, boolean puppetRefused) {
    return switch (odd) {
      case "", "wrong" -> false;
      case TEXT_ONE -> !weRefused && puppetRefused;
      default -> weRefused && !puppetRefused;
    };
  }

  private void count(String kind) {
    counts.merge(kind, 1, Integer::sum);
  }

  private static JsonNode asIfRunInSecondZero(ObjectNode question) throws IOException {
    ObjectNode other = question.deepCopy().put("previous", Instant.EPOCH.toString());
    return JSON.readTree(ScheduleLines.answer(other.toString())).path("match");
  }
}
