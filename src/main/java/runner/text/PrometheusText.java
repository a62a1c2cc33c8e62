package runner.text;

/**
 * Metrics in Prometheus' text format 0.0.4, without timestamps, which the textfile collector
 * refuses. A family without samples is left out.
 */
public final class PrometheusText {
  private final StringBuilder text = new StringBuilder();
  private String family = "";

  /** Written before the first sample of the family. */
  private String heading = "";

  /** Begins a family of values that go up and down; the samples that follow are its samples. */
  public void gauge(String name, String help) {
    begin(name, "gauge", help);
  }

  /** Begins a family of values that only grow. */
  public void counter(String name, String help) {
    begin(name, "counter", help);
  }

  private void begin(String name, String type, String help) {
    family = name;
    heading = "# HELP " + name + " " + help + "\n# TYPE " + name + " " + type + "\n";
  }

  /**
   * Adds a sample to the family.
   *
   * @param labels each as {@link #label} writes it
   */
  public void sample(String value, String... labels) {
    text.append(heading).append(family);
    if (labels.length > 0) {
      text.append('{').append(String.join(",", labels)).append('}');
    }
    text.append(' ').append(value).append('\n');
    heading = "";
  }

  /** Adds a sample that is a whole number. */
  public void sample(long value, String... labels) {
    sample(Long.toString(value), labels);
  }

  /** A label and its value, in quotes. */
  public static String label(String name, String value) {
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return name + "=\"" + escaped + "\"";
  }

  /** All that was added. */
  @Override
  public String toString() {
    return text.toString();
  }
}
