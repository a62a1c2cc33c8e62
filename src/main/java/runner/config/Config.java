package runner.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ini4j.Ini;

/**
 * The configuration: the merged text of all its files, with the place of every value. Immutable.
 * ini4j's {@link Ini} holds the text; of it only {@code get} and {@code keySet} are called, since
 * its {@code fetch} and conversions expand {@code ${...}} without end (CVE-2022-41404).
 */
public final class Config {
  private final Optional<Path> file;
  private final List<Path> files;
  private final IniDraft draft;
  private final Ini ini;

  Config(Optional<Path> file, List<Path> files, IniDraft draft) {
    this.file = file;
    this.files = List.copyOf(files);
    this.draft = draft;
    this.ini = IniModel.of(draft.named());
  }

  /** No file at all: every key has its default. */
  public static Config none() {
    return new Config(Optional.empty(), List.of(), new IniDraft());
  }

  /** The main file, as it was named. */
  public Optional<Path> file() {
    return file;
  }

  /** Every file that was read, the main one first. */
  public List<Path> files() {
    return files;
  }

  /** Names of all sections in the order of the text, without [DEFAULT]. */
  public Set<String> sections() {
    return ini.keySet();
  }

  /** A section; one that is not in the text has no keys, not even inherited ones. */
  public Section section(String name) {
    return sections().contains(name)
        ? new Section(name, draft.own(name), draft.defaults())
        : new Section(name, Map.of(), Map.of());
  }

  /** The raw value of a key, [DEFAULT] included. */
  public Optional<String> get(String section, String key) {
    return sections().contains(section)
        ? Optional.ofNullable(ini.get(section).get(key)).or(() -> inherited(key))
        : Optional.empty();
  }

  private Optional<String> inherited(String key) {
    return Optional.ofNullable(draft.defaults().get(key)).map(IniEntry::value);
  }

  /** The merged text: section, key, value. */
  public Map<String, Map<String, String>> text() {
    Map<String, Map<String, String>> text = new LinkedHashMap<>();
    sections().forEach(name -> text.put(name, section(name).text()));
    return text;
  }
}
