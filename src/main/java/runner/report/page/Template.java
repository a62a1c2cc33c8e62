package runner.report.page;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import runner.report.text.PrintableText;

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

  /** XML knows no control characters but ends of lines and tabs. */
  static String escaped(String raw) {
    StringBuilder escaped = new StringBuilder(raw.length() + 16);
    raw.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\n', '\t' -> escaped.append((char) c);
                default -> escaped.append(PrintableText.of(Character.toString(c)));
              }
            });
    return escaped.toString();
  }
}
