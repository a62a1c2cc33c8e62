package runner.cli.pool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.pool.PoolRun;
import runner.pool.PoolSettings;
import runner.pool.report.PoolReport;
import runner.report.Json;
import runner.task.ExitCode;
import runner.task.RunnerException;

/**
 * One of the three programs of a Concourse resource: a request on stdin, which holds secrets and is
 * never shown, and an answer on stdout. {@code check} and {@code in} write nothing to the
 * repository.
 */
final class PoolResourceCommand implements Verb {
  private static final int LARGEST = 1 << 20;

  private final String step;

  PoolResourceCommand(String step) {
    this.step = step;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("The resource's " + step + ", as Concourse calls it.");
    return spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity(step.equals("check") ? "0..1" : "1")
            .type(String.class)
            .paramLabel("DIRECTORY")
            .description("Where Concourse wants files, or has them.")
            .build());
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    PoolRequest request = PoolRequest.read(stdin(host));
    PoolSettings settings = PoolSettings.from(request, true);
    PoolSession session =
        new PoolSession(
            settings,
            request,
            request.access(host.environment(), PoolSession.temporary(host)),
            common.level(),
            host);
    boolean cleans = step.equals("out") && !request.dryRun();
    List<Object> answers = new ArrayList<>();
    int code =
        session.run(
            cleans ? PoolRun::clean : PoolRun::status,
            report -> {
              report.table().forEach(line -> Messages.say(line, host));
              answers.add(answer(request, report, parsed.matchedPositionalValue(0, ".")));
            });
    // A lock nobody could judge is told in the answer; a check or get that fails tells nothing.
    boolean fails = step.equals("out") ? code != 0 : answers.isEmpty();
    if (!fails) {
      host.out().print(Json.line(answers.get(0)) + "\n");
      host.out().flush();
    }
    return fails ? code : ExitCode.DONE.number();
  }

  private Object answer(PoolRequest request, PoolReport report, String directory) {
    if (step.equals("check")) {
      return versions(request, report);
    }
    if (step.equals("in")) {
      if (request.version().isEmpty()) {
        throw new RunnerException(ExitCode.FAILED, "in", "no version is given", "");
      }
      PoolFiles.write(Path.of(directory), report, request.version());
      return answer(request.version(), report);
    }
    return answer(version(report), report);
  }

  /** A new version only where another set of locks is stale, so that a job may be triggered. */
  private static List<Map<String, String>> versions(PoolRequest request, PoolReport report) {
    List<Map<String, String>> versions = new ArrayList<>();
    if (!request.version().isEmpty()) {
      versions.add(request.version());
    }
    String digest = report.staleDigest();
    if (report.stale() > 0 && !digest.equals(request.version().get("stale"))) {
      versions.add(version(report));
    }
    return versions;
  }

  private static Map<String, String> version(PoolReport report) {
    Map<String, String> version = new LinkedHashMap<>();
    version.put("ref", report.resulting());
    version.put("stale", report.staleDigest());
    version.put("released", Json.line(report.releasedLocks()));
    return version;
  }

  private static Map<String, Object> answer(Map<String, String> version, PoolReport report) {
    List<Map<String, String>> metadata = new ArrayList<>();
    metadata.add(Map.of("name", "released", "value", Long.toString(report.released())));
    metadata.add(Map.of("name", "stale", "value", Long.toString(report.stale())));
    metadata.add(Map.of("name", "unknown", "value", Long.toString(report.unknown())));
    metadata.add(Map.of("name", "locks", "value", String.join(", ", report.releasedLocks())));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("version", version);
    answer.put("metadata", metadata);
    return answer;
  }

  private static byte[] stdin(Machine host) {
    try {
      return host.input().readNBytes(LARGEST);
    } catch (IOException e) {
      throw new RunnerException(ExitCode.FAILED, "stdin", "cannot be read", "");
    }
  }
}
