package runner.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** Sections as they are collected, file after file; the last of equal keys wins. */
final class IniDraft {
  static final String DEFAULT = "DEFAULT";

  private final Map<String, Map<String, IniEntry>> sections = new LinkedHashMap<>();

  void section(String name) {
    sections.computeIfAbsent(name, n -> new LinkedHashMap<>());
  }

  void set(String section, String key, String value, Location place) {
    sections.get(section).put(key, new IniEntry(value, place));
  }

  void append(String section, String key, String line) {
    sections
        .get(section)
        .computeIfPresent(key, (k, e) -> new IniEntry(e.value() + "\n" + line, e.place()));
  }

  /** Every section but [DEFAULT]. */
  Map<String, Map<String, IniEntry>> named() {
    Map<String, Map<String, IniEntry>> named = new LinkedHashMap<>(sections);
    named.remove(DEFAULT);
    return named;
  }

  Map<String, IniEntry> own(String section) {
    return sections.get(section);
  }

  /** What every section inherits. */
  Map<String, IniEntry> defaults() {
    return sections.getOrDefault(DEFAULT, Map.of());
  }
}
