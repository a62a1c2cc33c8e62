package runner.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command line into words by the quoting rules of the POSIX shell (XCU 2.2) and nothing
 * more: no expansion, no comment, no operator.
 */
final class ShellWords {
  private final String text;
  private final List<String> words = new ArrayList<>();
  private StringBuilder word;
  private int at;

  private ShellWords(String text) {
    this.text = text;
  }

  static List<String> split(String text) throws BadValueException {
    ShellWords splitter = new ShellWords(text);
    while (splitter.at < text.length()) {
      splitter.step(text.charAt(splitter.at++));
    }
    splitter.endWord();
    return splitter.words;
  }

  private void step(char c) throws BadValueException {
    if (c == ' ' || c == '\t' || c == '\n') {
      endWord();
      return;
    }
    if (word == null) {
      word = new StringBuilder();
    }
    switch (c) {
      case '\'' -> singleQuoted();
      case '"' -> doubleQuoted();
      case '\\' -> escaped(next("a character after \\"));
      default -> word.append(c);
    }
  }

  private void singleQuoted() throws BadValueException {
    for (char c = next("'"); c != '\''; c = next("'")) {
      word.append(c);
    }
  }

  private void doubleQuoted() throws BadValueException {
    for (char c = next("\""); c != '"'; c = next("\"")) {
      if (c != '\\') {
        word.append(c);
        continue;
      }
      char escaped = next("\"");
      if ("$`\"\\".indexOf(escaped) >= 0) {
        word.append(escaped);
      } else if (escaped != '\n') {
        word.append('\\').append(escaped);
      }
    }
  }

  private void escaped(char c) {
    if (c != '\n') {
      word.append(c);
    }
  }

  private char next(String missing) throws BadValueException {
    if (at >= text.length()) {
      throw new BadValueException(
          text, "ends before its closing " + missing, "quote it as for a shell");
    }
    return text.charAt(at++);
  }

  private void endWord() {
    if (word != null) {
      words.add(word.toString());
      word = null;
    }
  }
}
