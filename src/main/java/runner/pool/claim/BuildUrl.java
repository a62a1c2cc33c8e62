package runner.pool.claim;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import runner.pool.address.WebOrigin;

/**
 * Reads the {@code Build URL} of a claim, which Concourse gives its steps as {@code BUILD_URL}.
 * Names in it are not escaped; its query is.
 */
final class BuildUrl {
  private static final Pattern JOB =
      Pattern.compile(
          ".*?/teams/([^/]+)/pipelines/([^/]+)/jobs/([^/]+)"
              + "/builds/([0-9]{1,18}(?:\\.[0-9]{1,9})?)(?:\\?(.*))?");
  private static final Pattern ONE_OFF = Pattern.compile("(?:/[^?#]*)?/builds/([0-9]{1,18})");

  private BuildUrl() {}

  static ClaimOwner owner(String url) {
    Optional<WebOrigin> origin = WebOrigin.of(url);
    if (origin.isEmpty()) {
      return new ClaimOwner.Unclear("the Build URL is no web address");
    }
    String path = WebOrigin.pathOf(url);
    Matcher job = JOB.matcher(path);
    if (job.matches()) {
      Optional<Map<String, String>> vars =
          job.group(5) == null ? Optional.of(Map.of()) : InstanceVars.query(job.group(5));
      return vars.isEmpty()
          ? new ClaimOwner.Unclear("the Build URL has instance variables that cannot be read")
          : checked(job.group(1), job.group(2), vars.get(), job.group(3), job.group(4), origin);
    }
    Matcher oneOff = ONE_OFF.matcher(path);
    return oneOff.matches()
        ? new ClaimOwner.OneOff(oneOff.group(1), origin)
        : new ClaimOwner.Unclear("the Build URL is not that of a build");
  }

  /** Names that would lead elsewhere as a piece of a path are nobody's. */
  static ClaimOwner checked(
      String team,
      String pipeline,
      Map<String, String> vars,
      String job,
      String build,
      Optional<WebOrigin> origin) {
    return Stream.of(team, pipeline, job).allMatch(BuildUrl::isName)
        ? new ClaimOwner.Job(team, pipeline, vars, job, build, origin)
        : new ClaimOwner.Unclear("the message names a team, pipeline or job that cannot be");
  }

  private static boolean isName(String name) {
    return !name.isBlank() && !name.equals(".") && !name.equals("..");
  }
}
