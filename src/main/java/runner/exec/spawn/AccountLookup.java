package runner.exec.spawn;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Asks the system for an account, wherever it keeps them (getent(1)). */
final class AccountLookup {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,31}");

  private AccountLookup() {}

  static Optional<Environment.User> find(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    try {
      Process getent = ProcessSpawner.answering(List.of("getent", "passwd", name));
      try (BufferedReader lines = getent.inputReader(StandardCharsets.UTF_8)) {
        return lines.lines().findFirst().flatMap(AccountLookup::parse);
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** {@code name:x:uid:gid:comment:home:shell}, as passwd(5) has it. */
  static Optional<Environment.User> parse(String line) {
    String[] fields = line.split(":", -1);
    if (fields.length != 7 || !fields[2].matches("[0-9]+") || !fields[3].matches("[0-9]+")) {
      return Optional.empty();
    }
    return Optional.of(new Environment.User(fields[0], fields[2], fields[3], fields[5]));
  }
}
