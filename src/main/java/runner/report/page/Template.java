package runner.report.page;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import runner.report.Printable;

/**
 * A text with holes. Whatever fills them is escaped for HTML and XML, so that no name, reason or
 * line of output becomes markup; a template names its values, and one that is missing is an error.
 */
final class Template {
  private final com.samskivert.mustache.Template compiled;

  private Template(com.samskivert.mustache.Template compiled) {
    this.compiled = compiled;
  }

  /** One of those beside this class. */
  static Template named(String name) {
    return new Template(
        Mustache.compiler()
            .withLoader(partial -> new java.io.StringReader(text(partial)))
            .withEscaper(Template::escaped)
            .compile(text(name)));
  }

  String filled(Object values) {
    return compiled.execute(values);
  }

  private static String text(String name) {
    try (InputStream in = Template.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** XML knows no control characters at all. */
  static String escaped(String raw) {
    return Printable.of(raw)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
