package runner.journal;

/** Numbers with zeros in front; String.format would load a third of the JDK for it. */
final class PaddedNumber {
  private PaddedNumber() {}

  static String to(int digits, long number) {
    String text = Long.toString(number);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }
}
