package runner.pool.claim;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the owner out of the message of a claim, in every form pool-resource ever wrote: with the
 * job and build in front, or with a Build URL in the second line. The name of the lock anchors the
 * reading at the end, so that no name in front of it can shift what is what.
 */
final class ClaimMessage {
  private static final Pattern NUMBERED =
      Pattern.compile("(.*) (?:build |#|`#)([0-9]{1,18}(?:\\.[0-9]{1,9})?)`?");
  private static final Pattern BUILD_URL = Pattern.compile("Build URL: *(.*?) *");
  private static final List<String> OTHERS =
      List.of("unclaiming: ", "removing: ", "adding unclaimed: ", "updating: ");

  private ClaimMessage() {}

  static ClaimOwner owner(String message, String lock) {
    if (has(message, "adding claimed: ", lock)) {
      return new ClaimOwner.Added();
    }
    if (OTHERS.stream().anyMatch(verb -> has(message, verb, lock))) {
      return new ClaimOwner.Nobody("the message is not that of a claim");
    }
    String verb = "claiming: ";
    String firstLine = message.lines().findFirst().orElse("");
    if (!has(message, verb, lock)) {
      return firstLine.startsWith(verb) || firstLine.contains(" " + verb)
          ? new ClaimOwner.Unclear("the message of the claim speaks of another lock")
          : new ClaimOwner.Nobody("the message names no build");
    }
    if (message.startsWith(verb)) {
      return second(message.substring(verb.length() + lock.length()));
    }
    return prefixed(message.substring(0, message.indexOf(" " + verb + lock)));
  }

  /** Whether the first line, or the whole of it where a lock's name has lines, ends in this. */
  private static boolean has(String message, String verb, String lock) {
    int at = message.startsWith(verb + lock) ? 0 : message.indexOf(" " + verb + lock) + 1;
    if (at == 0 && !message.startsWith(verb + lock)) {
      return false;
    }
    String after = message.substring(at + verb.length() + lock.length());
    boolean inFirstLine = message.substring(0, at).indexOf('\n') < 0;
    return inFirstLine && (after.isEmpty() || after.startsWith("\n") || after.startsWith("\r"));
  }

  private static ClaimOwner second(String after) {
    String line = after.strip().lines().findFirst().orElse("");
    Matcher url = BUILD_URL.matcher(line);
    if (!url.matches()) {
      return new ClaimOwner.Nobody("the message names no build");
    }
    return url.group(1).isEmpty()
        ? new ClaimOwner.Nobody("the Build URL is empty: this Concourse is older than 8.0")
        : BuildUrl.owner(url.group(1));
  }

  private static ClaimOwner prefixed(String prefix) {
    Matcher parts = NUMBERED.matcher(prefix);
    if (!parts.matches()) {
      return prefix.contains("/") || prefix.contains(" build ")
          ? new ClaimOwner.Unclear("the message names no build one can read")
          : new ClaimOwner.Nobody("the message names no build");
    }
    if (parts.group(1).equals("one-off")) {
      return new ClaimOwner.OneOff(parts.group(2), Optional.empty());
    }
    return job(parts.group(1), parts.group(2));
  }

  /** {@code [team/]pipeline[/{vars}]/job}; without a team it is main's. */
  private static ClaimOwner job(String text, String build) {
    String[] pieces = text.split("/", 4);
    if (pieces.length == 2) {
      return BuildUrl.checked("main", pieces[0], Map.of(), pieces[1], build, Optional.empty());
    }
    if (pieces.length == 3) {
      return BuildUrl.checked(pieces[0], pieces[1], Map.of(), pieces[2], build, Optional.empty());
    }
    return pieces.length == 4 && pieces[2].startsWith("{")
        ? instanced(pieces[0], pieces[1], pieces[2] + "/" + pieces[3], build)
        : new ClaimOwner.Unclear("the message does not tell team, pipeline and job apart");
  }

  private static ClaimOwner instanced(String team, String pipeline, String rest, String build) {
    Optional<InstanceVars.Split> split = InstanceVars.split(rest);
    if (split.isEmpty() || split.get().job().contains("/")) {
      return new ClaimOwner.Unclear("the instance variables cannot be read");
    }
    return BuildUrl.checked(
        team, pipeline, split.get().vars(), split.get().job(), build, Optional.empty());
  }
}
