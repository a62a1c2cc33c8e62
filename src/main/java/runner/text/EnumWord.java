package runner.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The word for a constant of an enum: in messages, in JSON and in our own files. */
public final class EnumWord {
  private EnumWord() {}

  /** The name in lower case: {@code timed_out}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The constant that a word stands for; empty where it is the word of none. */
  public static <E extends Enum<E>> Optional<E> parse(String word, Class<E> constants) {
    return Arrays.stream(constants.getEnumConstants())
        .filter(constant -> of(constant).equals(word))
        .findFirst();
  }
}
