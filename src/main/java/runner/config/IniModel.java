package runner.config;

import java.util.Map;
import org.ini4j.Config;
import org.ini4j.Ini;
import org.ini4j.spi.IniBuilder;

/** Feeds what the line reader found to ini4j's own builder; ini4j's parser is never used. */
final class IniModel {
  private IniModel() {}

  static Ini of(Map<String, Map<String, IniEntry>> sections) {
    Ini ini = new Ini();
    ini.setConfig(plain());
    // Not newInstance(), which looks through every jar for another builder: 10 ms of a look-up.
    IniBuilder builder = new IniBuilder();
    builder.setIni(ini);
    builder.startIni();
    sections.forEach(
        (name, keys) -> {
          builder.startSection(name);
          keys.forEach((key, entry) -> builder.handleOption(key, entry.value()));
          builder.endSection();
        });
    builder.endIni();
    return ini;
  }

  /** By default ini4j makes a section p of [p/q] and lists of repeated values. */
  private static Config plain() {
    Config config = new Config();
    config.setEscape(false);
    config.setTree(false);
    config.setMultiOption(false);
    config.setMultiSection(false);
    config.setEmptyOption(true);
    config.setEmptySection(true);
    config.setPathSeparator('\0');
    return config;
  }
}
