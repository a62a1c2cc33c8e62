package runner.report.history;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import runner.report.text.PrintableText;

/**
 * Makes what a task printed fit for any terminal, piece by piece: sequences that move a cursor, set
 * a colour or a title are left out, and every other control character is shown as an escape. Tabs
 * and the ends of lines stay; a carriage return, with which progress bars begin anew, ends a line.
 */
public final class LogSanitizer {
  private static final int ESC = 0x1b;
  private static final int BEL = 7;

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private ByteBuffer rest = ByteBuffer.allocate(0);
  private Within within = Within.TEXT;

  private enum Within {
    TEXT,
    /** A carriage return was the last character. */
    RETURN,
    ESCAPE,
    /** After ESC [, up to a letter. */
    CONTROL,
    /** After ESC ], P, X, ^ or _, up to BEL or ESC. */
    STRING
  }

  /** A whole text at once. */
  public static String of(byte[] bytes) {
    LogSanitizer text = new LogSanitizer();
    return text.next(bytes, bytes.length) + text.end();
  }

  /** The next piece of it; the beginning of a character that is not whole waits for the next. */
  public String next(byte[] bytes, int length) {
    ByteBuffer all = ByteBuffer.allocate(rest.remaining() + length);
    all.put(rest).put(bytes, 0, length).flip();
    CharBuffer decoded = CharBuffer.allocate(all.remaining() + 2);
    decoder.decode(all, decoded, false);
    rest = all.slice();
    return clean(decoded.flip().toString());
  }

  /** What is left at the end. */
  public String end() {
    String last = rest.hasRemaining() ? "\ufffd" : "";
    rest = ByteBuffer.allocate(0);
    return clean(last) + (within == Within.RETURN ? "\n" : "");
  }

  private String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().forEach(c -> accept(c, clean));
    return clean.toString();
  }

  private void accept(int c, StringBuilder clean) {
    switch (within) {
      case TEXT -> text(c, clean);
      case RETURN -> {
        within = Within.TEXT;
        clean.append('\n');
        if (c != '\n') {
          text(c, clean);
        }
      }
      case ESCAPE -> escape(c, clean);
      case CONTROL -> control(c, clean);
      case STRING -> string(c, clean);
    }
  }

  private void text(int c, StringBuilder clean) {
    if (c == ESC) {
      within = Within.ESCAPE;
    } else if (c == '\r') {
      within = Within.RETURN;
    } else if (c == '\n' || c == '\t') {
      clean.append((char) c);
    } else {
      clean.append(PrintableText.of(Character.toString(c)));
    }
  }

  private void escape(int c, StringBuilder clean) {
    if (c == '[') {
      within = Within.CONTROL;
    } else if ("]PX^_".indexOf(c) >= 0) {
      within = Within.STRING;
    } else if (c < 0x20 || c > 0x2f) {
      within = Within.TEXT;
      if (c < 0x30 || c > 0x7e) {
        text(c, clean);
      }
    }
  }

  private void control(int c, StringBuilder clean) {
    if (c < 0x20 || c > 0x7e) {
      within = Within.TEXT;
      text(c, clean);
    } else if (c >= 0x40) {
      within = Within.TEXT;
    }
  }

  /** An end of line ends it too, or a task could hide all that comes after it. */
  private void string(int c, StringBuilder clean) {
    if (c == ESC) {
      within = Within.ESCAPE;
    } else if (c == BEL) {
      within = Within.TEXT;
    } else if (c == '\n' || c == '\r') {
      within = Within.TEXT;
      text(c, clean);
    }
  }
}
