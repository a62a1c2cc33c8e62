package runner.config;

/** How a value of the user is shown in a message. */
final class Quote {
  private static final int LONGEST = 60;

  private Quote() {}

  /** The text in single quotes, cut when long, control characters replaced. */
  static String of(String text) {
    String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
  }
}
