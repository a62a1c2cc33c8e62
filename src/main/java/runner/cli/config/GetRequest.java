package runner.cli.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A look-up of one key.
 *
 * @param key {@code section.key}; the first dot divides them
 * @param fallback what is printed when the key is missing
 */
public record GetRequest(Optional<Path> config, String key, Optional<String> fallback) {

  /** Reads the common form of a look-up; empty for any other command line. */
  public static Optional<GetRequest> simple(String[] args) {
    Optional<Path> config = Optional.empty();
    Optional<String> key = Optional.empty();
    Optional<String> fallback = Optional.empty();
    for (int i = 0; i + 1 < args.length; i += 2) {
      switch (args[i]) {
        case "-c", "--config" -> config = Optional.of(Path.of(args[i + 1]));
        case "-g", "--get" -> key = Optional.of(args[i + 1]);
        case "--default" -> fallback = Optional.of(args[i + 1]);
        default -> {
          return Optional.empty();
        }
      }
    }
    boolean whole = args.length % 2 == 0 && key.isPresent();
    Optional<Path> from = config;
    Optional<String> otherwise = fallback;
    return whole ? key.map(k -> new GetRequest(from, k, otherwise)) : Optional.empty();
  }
}
