package runner.pool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** One line of cases.jsonl: a lock repository, a Concourse, a run, and what must come of it. */
record PoolCase(JsonNode line) {
  static PoolCase parse(String line) {
    try {
      return new PoolCase(new ObjectMapper().readTree(line));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  String title() {
    return line.get("id").asText() + ": " + line.get("note").asText();
  }

  String tag() {
    return line.get("tag").asText();
  }

  void check() {
    CountDownLatch over = new CountDownLatch(1);
    try (Scenario test = new Scenario();
        Atc atc = new Atc()) {
      Locks locks = Locks.create(test.dir().resolve("locks.git"), line.get("branch").asText());
      take(line.get("setup"), locks, atc);
      Map<String, String> before = locks.state();
      Set<String> known = new HashSet<>(locks.commits());
      String refs = locks.refs();
      guard(locks, test.dir());
      AtomicBoolean acted = new AtomicBoolean();
      atc.taking(exchange -> answer(exchange, locks, atc, known, acted, over));
      ProgramResult outcome = prepared(test, locks, atc).run();
      over.countDown();
      forgetRival(test.dir(), known);
      judge(outcome, before, locks, known, refs);
    }
  }

  private Scenario prepared(Scenario test, Locks locks, Atc atc) {
    String repo = line.path("repo").asText("{bare}").replace("{bare}", locks.bare().toString());
    test.args("pool", "--repo", repo.replace("{root}", test.dir().toString()));
    test.args("--pools", line.get("pools").asText());
    if (line.path("say_branch").asBoolean(true)) {
      test.args("--branch", line.get("branch").asText());
    }
    test.args(line.get("action").asText()).env("NO_PROXY", "*").env("TMPDIR", "@DIR@");
    line.get("env")
        .properties()
        .forEach(e -> test.env(e.getKey(), e.getValue().asText().replace("{atc}", atc.url())));
    return test.limit(Duration.ofSeconds(line.path("limit_s").asInt(30)));
  }

  private static void take(JsonNode steps, Locks locks, Atc atc) {
    for (JsonNode step : steps) {
      switch (text(step, "do")) {
        case "pools" ->
            locks.pools(pools(step.required("pools")), step.path("gitkeep").asBoolean(true));
        case "claim" ->
            locks.claim(text(step, "pool"), text(step, "lock"), message(step, atc), ago(step));
        case "release" ->
            locks.release(text(step, "pool"), text(step, "lock"), message(step, atc), ago(step));
        case "write" -> locks.write(text(step, "path"), text(step, "text"));
        case "commit" -> locks.commit(message(step, atc), ago(step));
        default -> throw new IllegalArgumentException("no such step: " + step);
      }
    }
  }

  private static String text(JsonNode step, String name) {
    return step.required(name).asText();
  }

  private static String message(JsonNode step, Atc atc) {
    return text(step, "message").replace("{atc}", atc.url());
  }

  private static Duration ago(JsonNode step) {
    return Duration.ofMinutes(step.required("minutes_ago").asLong());
  }

  private static Map<String, List<String>> pools(JsonNode pools) {
    Map<String, List<String>> read = new TreeMap<>();
    pools
        .properties()
        .forEach(
            e -> read.put(e.getKey(), e.getValue().valueStream().map(JsonNode::asText).toList()));
    return read;
  }

  private boolean answer(
      HttpExchange exchange,
      Locks locks,
      Atc atc,
      Set<String> known,
      AtomicBoolean acted,
      CountDownLatch over)
      throws IOException {
    JsonNode plan = line.path("atc");
    String target = Atc.target(exchange);
    if (plan.path("sleep_s").asInt() > 0) {
      await(over);
      return true;
    }
    if (target.endsWith("/token")) {
      return token(exchange, plan, target);
    }
    if (!target.contains("/builds/")) {
      return target.endsWith("/user") && Atc.answer(exchange, 200, "{\"user_name\":\"u\"}");
    }
    if (line.has("rival") && acted.compareAndSet(false, true)) {
      take(line.get("rival"), locks, atc);
      known.addAll(locks.commits());
    }
    return plan.has("build_body")
        ? Atc.answer(exchange, 200, plan.get("build_body").asText())
        : build(exchange, plan, target);
  }

  private static void await(CountDownLatch over) {
    try {
      over.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean token(HttpExchange exchange, JsonNode plan, String target)
      throws IOException {
    int status =
        plan.has("token")
            ? plan.get("token").path(target).asInt(404)
            : target.startsWith("/sky/") ? 200 : 404;
    String body = plan.path("token_body").asText("{\"access_token\":\"tok\"}");
    exchange.getResponseHeaders().set("Location", "/login");
    return Atc.answer(exchange, status, status == 200 ? body : "");
  }

  private static boolean build(HttpExchange exchange, JsonNode plan, String target)
      throws IOException {
    String path = target.replaceFirst("\\?vars.*", "");
    JsonNode builds = plan.path("builds");
    JsonNode wanted = builds.path(builds.has(target) ? target : path);
    if (!wanted.isTextual()) {
      return Atc.answer(exchange, wanted.asInt(plan.path("default").asInt(404)), "");
    }
    return Atc.answer(exchange, 200, Atc.build(path, wanted.asText(), 20 * 86_400));
  }

  private void guard(Locks locks, Path root) {
    switch (line.path("pre_receive").asText("none")) {
      case "none" -> {}
      case "deny" -> PreReceive.write(locks, PreReceive.DENIES);
      case "race" -> PreReceive.write(locks, PreReceive.races(locks, root));
      default -> throw new IllegalArgumentException("no such hook: " + line);
    }
  }

  private static void forgetRival(Path root, Set<String> known) {
    Path raced = root.resolve("raced");
    try {
      if (Files.exists(raced)) {
        known.add(Files.readString(raced).strip());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void judge(
      ProgramResult outcome,
      Map<String, String> before,
      Locks locks,
      Set<String> known,
      String refs) {
    JsonNode expect = line.get("expect");
    if (expect.get("exit").isInt()) {
      outcome.assertExit(0);
    } else {
      assertThat(outcome.exit()).as("exit\n%s", outcome).isIn(1, 3, 4, 64, 69, 78);
    }
    Map<String, String> after = locks.state();
    Set<String> wanted = new TreeSet<>();
    expect.get("moved").forEach(moved -> wanted.add(moved.asText()));
    assertThat(moved(before, after)).as("released\n%s", outcome).isEqualTo(wanted);
    Set<String> own = new HashSet<>(locks.commits());
    own.removeAll(known);
    if (wanted.isEmpty() || expect.path("own_commits").asInt(1) == 0) {
      assertThat(own).as("commits of ours").isEmpty();
    }
    if (!line.has("rival")) {
      assertThat(after).isEqualTo(expected(before, wanted));
    }
    assertThat(locks.refs()).isEqualTo(refs);
    assertNoSecretIn(outcome);
    outcome.assertNoOrphans();
  }

  private void assertNoSecretIn(ProgramResult outcome) {
    String secret = line.get("env").path("CONCOURSE_PASSWORD").asText("-none-");
    String encoded =
        Base64.getEncoder()
            .encodeToString(secret.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(outcome.stdout() + outcome.stderr()).doesNotContain(secret + " ", encoded);
  }

  private static Map<String, String> expected(Map<String, String> before, Set<String> moved) {
    Map<String, String> expected = new HashMap<>(before);
    for (String lock : moved) {
      int slash = lock.lastIndexOf('/');
      String entry = expected.remove(lock.substring(0, slash) + "/claimed" + lock.substring(slash));
      expected.put(lock.substring(0, slash) + "/unclaimed" + lock.substring(slash), entry);
    }
    return expected;
  }

  static Set<String> moved(Map<String, String> before, Map<String, String> after) {
    Set<String> moved = new TreeSet<>();
    for (String path : before.keySet()) {
      String free = path.replaceFirst("/claimed/([^/]*)$", "/unclaimed/$1");
      if (!free.equals(path) && !after.containsKey(path) && after.containsKey(free)) {
        moved.add(free.replaceFirst("/unclaimed/([^/]*)$", "/$1"));
      }
    }
    return moved;
  }
}
