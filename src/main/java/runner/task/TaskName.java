package runner.task;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A task, known by the name of its file; everything else it is called is derived from that.
 *
 * @param file the file's name in the task directory, e.g. {@code 3-check-ami.py}
 */
public record TaskName(String file) {
  private static final Pattern NUMBER = Pattern.compile("^[0-9]+[-_]");
  private static final Set<String> RESERVED =
      Set.of("runner", "env", "puppet", "jobs", "pool", "DEFAULT");

  /** The file name less a leading number with its dash, less the last extension: check-ami. */
  public String name() {
    String unnumbered = orElse(NUMBER.matcher(file).replaceFirst(""), file);
    int dot = unnumbered.lastIndexOf('.');
    return dot > 0 ? unnumbered.substring(0, dot) : unnumbered;
  }

  /**
   * The section name Mozilla's Runner used: up to the first dash dropped, the other dashes and dots
   * squeezed out: checkami.
   */
  public String squeezed() {
    int dash = file.indexOf('-');
    String undashed = dash < 0 ? file : orElse(file.substring(dash + 1).replace("-", ""), file);
    int dot = undashed.lastIndexOf('.');
    return dot < 0 ? undashed : orElse(undashed.substring(0, dot).replace(".", ""), undashed);
  }

  /**
   * The sections of the configuration that speak of this task, the strongest first. Names that are
   * sections of ours speak of a task only as its full file name.
   */
  public List<String> sections() {
    Set<String> sections = new LinkedHashSet<>();
    sections.add(file);
    for (String other : List.of(name(), squeezed())) {
      if (!RESERVED.contains(other)) {
        sections.add(other);
      }
    }
    return List.copyOf(sections);
  }

  private static String orElse(String text, String whenEmpty) {
    return text.isEmpty() ? whenEmpty : text;
  }

  /** By its file. What the compiler would make of a record costs a start 40 ms. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TaskName name && file.equals(name.file);
  }

  @Override
  public int hashCode() {
    return file.hashCode();
  }

  @Override
  public String toString() {
    return file;
  }
}
