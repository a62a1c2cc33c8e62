package runner.jobs;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** What a job may hold; asked where one is made and where one is read. */
final class JobRules {
  static final String VARIABLE_PREFIX = "RUNNER_JOB_";
  static final int LARGEST = 64 << 10;

  private static final int LONGEST_NAME = 200;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");
  private static final Pattern VARIABLE = Pattern.compile(VARIABLE_PREFIX + "[A-Za-z0-9_]{1,100}");
  private static final String ID = VARIABLE_PREFIX + "ID";

  private JobRules() {}

  static void mustBeSound(String task, List<String> args, Map<String, String> env) {
    if (!NAME.matcher(task).matches()) {
      throw wrong("task", task, "is no name of a job", "letters, digits and . _ - , e.g. rotate");
    }
    for (String arg : args) {
      mustHaveNoNul("argument", arg);
    }
    for (Map.Entry<String, String> variable : env.entrySet()) {
      String name = variable.getKey();
      if (!VARIABLE.matcher(name).matches() || name.equals(ID)) {
        throw wrong("variable", name, "may not be set by a job", "e.g. " + VARIABLE_PREFIX + name);
      }
      mustHaveNoNul("value of " + name, variable.getValue());
    }
  }

  static void mustBeSound(
      Optional<Instant> notBefore,
      Instant expiresAt,
      boolean idempotent,
      int maxStarts,
      int maxDeliveries) {
    if (maxStarts < 1 || maxDeliveries < 1) {
      throw wrong(
          "limit", "" + Math.min(maxStarts, maxDeliveries), "is too small", "write at least 1");
    }
    if (!idempotent && maxStarts > 1) {
      throw wrong(
          "starts",
          "" + maxStarts,
          "would run a job twice that is not idempotent",
          "say --idempotent");
    }
    if (notBefore.isPresent() && !notBefore.get().isBefore(expiresAt)) {
      throw wrong(
          "begin", notBefore.get().toString(), "is not before the expiry", "name an earlier one");
    }
  }

  static void mustBeShort(String what, String text) {
    boolean unprintable = text.codePoints().anyMatch(Character::isISOControl);
    if (text.isBlank() || text.length() > LONGEST_NAME || unprintable) {
      throw wrong(what, text, "is empty, long or not printable", "1 to 200 characters");
    }
  }

  static String host(String name) {
    if (!HOST.matcher(name).matches()) {
      throw wrong("host", name, "is no name of a host", "e.g. web1.example.org");
    }
    return name;
  }

  static void mustFit(int bytes) {
    if (bytes > LARGEST) {
      throw new RunnerException(
          ExitCode.USAGE, "job", bytes + " bytes are more than " + LARGEST, "pass a reference");
    }
  }

  private static void mustHaveNoNul(String what, String text) {
    if (text.indexOf('\0') >= 0) {
      throw wrong(what, text, "has a NUL character", "leave it out");
    }
  }

  private static RunnerException wrong(String what, String offender, String fact, String fix) {
    String shown = offender.length() > 80 ? offender.substring(0, 80) + "..." : offender;
    return new RunnerException(ExitCode.USAGE, "job", what + " '" + shown + "' " + fact, fix);
  }
}
