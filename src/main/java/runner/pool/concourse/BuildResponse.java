package runner.pool.concourse;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import runner.pool.claim.ClaimOwner;
import runner.pool.net.Http;
import runner.pool.net.UntrustedJson;

/** Reads what Concourse answers to the question about a build. */
final class BuildResponse {
  private static final Set<String> ALIVE = Set.of("pending", "started");
  private static final long LAST_SECOND = 1L << 40;

  private BuildResponse() {}

  static BuildState read(Http.Answer answer, ClaimOwner.Named asked) {
    return switch (answer.status()) {
      case 200 -> build(answer.body(), asked);
      case 404 ->
          answer.concourse()
              ? BuildState.gone("Concourse knows no such build")
              : BuildState.unknown("a 404 that is not Concourse's own; check concourse_url");
      case 401, 403 ->
          BuildState.unknown("Concourse does not let us see the build: " + answer.status());
      default -> BuildState.unknown("Concourse answers with HTTP status " + answer.status());
    };
  }

  private static BuildState build(String body, ClaimOwner.Named asked) {
    Optional<UntrustedJson> read = UntrustedJson.object(body);
    if (read.isEmpty()) {
      return BuildState.unknown("the answer about the build is no JSON object");
    }
    UntrustedJson build = read.get();
    if (!isAsked(build, asked)) {
      return BuildState.unknown("Concourse answers about another build");
    }
    String status = build.text("status");
    Optional<Instant> started = time(build, "start_time");
    if (ALIVE.contains(status)) {
      return new BuildState(BuildState.Kind.ALIVE, status, started, Optional.empty(), "");
    }
    return BuildState.ENDS.contains(status)
        ? new BuildState(BuildState.Kind.ENDED, status, started, time(build, "end_time"), "")
        : BuildState.unknown("Concourse gives the build no status that is known");
  }

  private static boolean isAsked(UntrustedJson build, ClaimOwner.Named asked) {
    if (asked instanceof ClaimOwner.Job job) {
      return agrees(build, "team_name", job.team())
          && agrees(build, "pipeline_name", job.pipeline())
          && agrees(build, "job_name", job.job())
          && agrees(build, "name", job.build());
    }
    return !build.has("job_name");
  }

  private static boolean agrees(UntrustedJson build, String key, String wanted) {
    return !build.has(key) || wanted.equals(build.text(key));
  }

  private static Optional<Instant> time(UntrustedJson build, String key) {
    long seconds = build.number(key);
    return seconds > 0 && seconds < LAST_SECOND
        ? Optional.of(Instant.ofEpochSecond(seconds))
        : Optional.empty();
  }
}
