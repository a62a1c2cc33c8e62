package runner.pool.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import runner.pool.address.WebOrigin;
import runner.pool.net.UrlSegment;

/** Who took a lock, as far as the message of its claim tells. The message is not to be trusted. */
public sealed interface ClaimOwner {

  /** A few words for people. */
  String words();

  /**
   * A build of a job.
   *
   * @param vars the instance variables of its pipeline: reference to JSON text
   * @param origin the server the message named; empty where it named none
   */
  record Job(
      String team,
      String pipeline,
      Map<String, String> vars,
      String job,
      String build,
      Optional<WebOrigin> origin)
      implements ClaimOwner, Named {
    public Job {
      vars = Map.copyOf(vars);
    }

    @Override
    public String words() {
      String instance = vars.isEmpty() ? "" : "/" + new TreeMap<>(vars);
      return team + "/" + pipeline + instance + "/" + job + " #" + build;
    }

    @Override
    public String path() {
      List<String> query = new ArrayList<>();
      new TreeMap<>(vars)
          .forEach(
              (key, json) -> query.add(UrlSegment.of("vars." + key) + "=" + UrlSegment.of(json)));
      return "/api/v1/teams/%s/pipelines/%s/jobs/%s/builds/%s"
              .formatted(UrlSegment.of(team), UrlSegment.of(pipeline), UrlSegment.of(job), build)
          + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }
  }

  /** A build that belongs to no job. */
  record OneOff(String id, Optional<WebOrigin> origin) implements ClaimOwner, Named {
    @Override
    public String words() {
      return "one-off #" + id;
    }

    @Override
    public String path() {
      return "/api/v1/builds/" + id;
    }
  }

  /** The message names nobody whom Concourse could know. */
  record Nobody(String why) implements ClaimOwner {
    @Override
    public String words() {
      return "nobody";
    }
  }

  /** The lock was made as a claimed one: somebody meant it to stay away. */
  record Added() implements ClaimOwner {
    @Override
    public String words() {
      return "added as claimed";
    }
  }

  /** The message means a build, but does not say which one. */
  record Unclear(String why) implements ClaimOwner {
    @Override
    public String words() {
      return "unclear";
    }
  }

  /** An owner that Concourse can be asked about. */
  sealed interface Named permits Job, OneOff {
    /** Path and query of the question, escaped; no host. */
    String path();

    Optional<WebOrigin> origin();

    String words();
  }
}
