package runner.jobs.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** What lies in the database, as text. Every statement may be run again. */
final class DatabaseSchema {
  private static final List<String> PARTS =
      List.of("1-roles.sql", "2-tables.sql", "3-hosts.sql", "4-admins.sql", "5-rights.sql");

  private DatabaseSchema() {}

  static String text() {
    return PARTS.stream().map(DatabaseSchema::part).collect(Collectors.joining("\n"));
  }

  private static String part(String name) {
    try (InputStream text = DatabaseSchema.class.getResourceAsStream(name)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
