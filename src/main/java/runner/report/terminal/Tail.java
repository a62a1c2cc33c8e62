package runner.report.terminal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import runner.report.text.PrintableText;

/** The end of an output, of which no more is kept than its last lines need. */
final class Tail {
  private static final int ROOM = 1 << 12;
  private static final int LONGEST_LINE = 200;

  private final byte[] kept = new byte[ROOM];
  private int size;
  private boolean cut;

  /** Adds bytes; the buffer is left as it was. Called from the threads of both streams. */
  synchronized void add(ByteBuffer bytes) {
    ByteBuffer rest = bytes.duplicate();
    if (rest.remaining() > ROOM) {
      rest.position(rest.limit() - ROOM);
      cut = true;
    }
    int surplus = size + rest.remaining() - ROOM;
    if (surplus > 0) {
      System.arraycopy(kept, surplus, kept, 0, size - surplus);
      size -= surplus;
      cut = true;
    }
    int count = rest.remaining();
    rest.get(kept, size, count);
    size += count;
  }

  /** The last lines that are not blank, free of control characters, the last one last. */
  List<String> lines(int most) {
    List<String> last = new ArrayList<>();
    List<String> all = Arrays.asList(text().split("\n", -1));
    for (int i = all.size() - 1; i >= 0 && last.size() < most; i--) {
      String line = shown(all.get(i));
      if (!line.isBlank()) {
        last.add(0, line);
      }
    }
    return last;
  }

  /** Begins with a whole line, unless a single one fills all the room. */
  private synchronized String text() {
    String text = new String(kept, 0, size, StandardCharsets.UTF_8);
    int second = text.indexOf('\n') + 1;
    return cut && second > 0 && second < text.length() ? text.substring(second) : text;
  }

  /** A line as a terminal would show it last: of a progress bar, what stands after its return. */
  private static String shown(String line) {
    String last = line.stripTrailing();
    String plain = PrintableText.plain(last.substring(last.lastIndexOf('\r') + 1)).stripTrailing();
    return plain.length() > LONGEST_LINE ? plain.substring(0, LONGEST_LINE) + "..." : plain;
  }
}
