package runner.text;

import java.util.regex.Pattern;

/** Text as one word of a command line of the POSIX shell. */
public final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellWord() {}

  /** The text as the shell reads it back: in single quotes, where it needs any. */
  public static String of(String text) {
    return isPlain(text) ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** Whether the shell takes the text for one word as it stands, even when it splits words. */
  public static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches();
  }
}
