package runner.report.terminal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Standard error, on which our lines begin at a line's beginning whatever a task wrote before and,
 * on a terminal, one live line of ours stands below all else. It is erased before anything passes
 * through and drawn again after a line that is complete. The cursor rests at its beginning and it
 * never wraps, so neither the terminal's width nor a change of that must be known: what does not
 * fit is not drawn, and what a narrower terminal breaks into two is erased with all that is below.
 */
final class LiveTerminal {
  private static final String ERASE = "\r\u001b[J";
  private static final long SECOND = 1000;

  /** Back to letters in no colour, whatever a task left: sgr0 of xterm and of the console. */
  private static final String RESET = "\u000f\u001b(B\u001b[m";

  /** Puts in order what a piece that was left out may have left behind. */
  static final String REPAIR = ERASE + RESET + "\u001b[?7h";

  private static final String BEGIN = "\r\u001b7" + RESET + "\u001b[?7l";
  private static final String END = "\u001b[m\u001b[J\u001b[?7h\u001b8";

  private final Screen screen;
  private final boolean live;
  private Optional<Supplier<String>> below = Optional.empty();
  private String drawn = "";
  private boolean atStart = true;

  /** Where it is written. */
  interface Screen {
    /** Writes what somebody would miss. */
    void write(ByteBuffer bytes);

    /** Writes what changes the look alone. */
    void decorate(ByteBuffer bytes);
  }

  private LiveTerminal(Screen screen, boolean live) {
    this.screen = screen;
    this.live = live;
  }

  /** Lines that only follow each other. */
  static LiveTerminal plain(Screen screen) {
    return new LiveTerminal(screen, false);
  }

  /** A terminal; the live line is updated each second. */
  static LiveTerminal live(Screen screen) {
    LiveTerminal pane = new LiveTerminal(screen, true);
    Thread clock = new Thread(pane::keepTime, "live line");
    clock.setDaemon(true);
    clock.start();
    return pane;
  }

  /** Passes output on. */
  synchronized void pass(ByteBuffer bytes) {
    if (!bytes.hasRemaining()) {
      return;
    }
    erase();
    atStart = bytes.get(bytes.limit() - 1) == '\n';
    screen.write(bytes);
    draw();
  }

  /** Says lines of ours, and what stands below them from now on. */
  synchronized void say(List<String> lines, Optional<Supplier<String>> next) {
    erase();
    below = next;
    if (!lines.isEmpty()) {
      StringBuilder text = new StringBuilder(atStart ? "" : "\n").append(live ? RESET : "");
      lines.forEach(line -> text.append(line).append('\n'));
      atStart = true;
      screen.write(StandardCharsets.UTF_8.encode(text.toString()));
    }
    draw();
  }

  private synchronized void keepTime() {
    try {
      while (true) {
        wait(SECOND);
        draw();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void erase() {
    if (!drawn.isEmpty()) {
      decorate(ERASE);
      drawn = "";
    }
  }

  private void draw() {
    decorate(drawing());
  }

  /** What draws the line; nothing where it stands already or has no place. */
  private String drawing() {
    if (!live || !atStart || below.isEmpty()) {
      return "";
    }
    String text = below.get().get();
    boolean stands = text.equals(drawn);
    drawn = text;
    return stands ? "" : BEGIN + text + END;
  }

  private void decorate(String text) {
    if (!text.isEmpty()) {
      screen.decorate(StandardCharsets.UTF_8.encode(text));
    }
  }
}
