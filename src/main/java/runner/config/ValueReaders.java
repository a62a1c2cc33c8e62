package runner.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import runner.text.EnumWord;
import runner.text.TimeSpan;

/** The forms a value may have. */
final class ValueReaders {
  private static final long LARGEST = 1L << 40;
  private static final Set<String> YES = Set.of("yes", "true", "on", "1");
  private static final Set<String> NO = Set.of("no", "false", "off", "0");

  private ValueReaders() {}

  static Duration duration(String text) throws BadValueException {
    Optional<Duration> time = TimeSpan.parse(text, Duration.ofSeconds(1));
    if (time.isEmpty()) {
      throw new BadValueException(
          text, "is not a duration", "write whole seconds, or such as 90s, 1h 30min");
    }
    if (time.get().compareTo(TimeSpan.LONGEST) > 0) {
      throw new BadValueException(text, "is over 10 years", "write at most 3650d");
    }
    return time.get();
  }

  static long size(String text) throws BadValueException {
    int shift = text.isEmpty() ? 0 : 10 * (1 + "KMG".indexOf(text.charAt(text.length() - 1)));
    String digits = shift == 0 ? text : text.substring(0, text.length() - 1);
    if (!isDigits(digits)) {
      throw new BadValueException(
          text, "is not a size", "write whole bytes, or such as 512K, 10M, 1G");
    }
    if (digits.length() > 13 || Long.parseLong(digits) > LARGEST >> shift) {
      throw new BadValueException(text, "is over 1 TiB", "write at most 1024G");
    }
    return Long.parseLong(digits) << shift;
  }

  static int number(String text, int least) throws BadValueException {
    if (!isDigits(text)) {
      throw new BadValueException(text, "is not a whole number", "e.g. " + Math.max(least, 5));
    }
    if (text.length() > 9) {
      throw new BadValueException(text, "is too large", "write at most 999999999");
    }
    int number = Integer.parseInt(text);
    if (number < least) {
      throw new BadValueException(text, "is too small", "write at least " + least);
    }
    return number;
  }

  static boolean bool(String text) throws BadValueException {
    String word = text.toLowerCase(Locale.ROOT);
    if (!YES.contains(word) && !NO.contains(word)) {
      throw new BadValueException(text, "is neither yes nor no", "write yes or no");
    }
    return YES.contains(word);
  }

  static <E extends Enum<E>> E choice(String text, Class<E> words) throws BadValueException {
    for (E word : words.getEnumConstants()) {
      if (spelt(word).equals(text)) {
        return word;
      }
    }
    String right = String.join(" or ", words(words));
    throw new BadValueException(text, "is not known here", "write " + right);
  }

  /** The words of a choice, as they are written. */
  static <E extends Enum<E>> List<String> words(Class<E> words) {
    return Arrays.stream(words.getEnumConstants()).map(ValueReaders::spelt).toList();
  }

  private static String spelt(Enum<?> word) {
    return EnumWord.of(word).replace('_', '-');
  }

  static List<String> list(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  static Set<Integer> codes(String text) throws BadValueException {
    Set<Integer> codes = new TreeSet<>();
    for (String item : list(text)) {
      if (!isDigits(item) || item.length() > 3 || Integer.parseInt(item) > 255) {
        throw new BadValueException(item, "is not an exit code", "write 0 to 255, e.g. 0, 3");
      }
      codes.add(Integer.valueOf(item));
    }
    return codes;
  }

  static List<String> command(String text, Optional<Location> place) throws BadValueException {
    List<String> words = new ArrayList<>(ShellWords.split(text));
    if (!words.isEmpty() && words.get(0).contains("/")) {
      words.set(0, resolve(words.get(0), place).toString());
    }
    return List.copyOf(words);
  }

  static Optional<Path> path(String text, Optional<Location> place) throws BadValueException {
    return text.isEmpty() ? Optional.empty() : Optional.of(resolve(text, place));
  }

  private static Path resolve(String text, Optional<Location> place) throws BadValueException {
    try {
      return place.map(p -> p.resolve(text)).orElseGet(() -> Path.of(text)).normalize();
    } catch (InvalidPathException e) {
      throw new BadValueException(text, "is not a path", e.getReason());
    }
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
