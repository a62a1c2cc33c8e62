package runner.cli;

import java.util.List;
import runner.exec.Stop;

/**
 * Hears TERM, INT and HUP. The JDK offers nothing but sun.misc.Signal to tell which signal came and
 * to hear a second one. A signal that was ignored when we were started (nohup) stays ignored.
 */
@SuppressWarnings("sunapi") // By name and not by import, of which javac warns all the same.
final class Signals {
  private Signals() {}

  static void handle(Stop stop) {
    for (String name : List.of("TERM", "INT", "HUP")) {
      sun.misc.Signal.handle(
          new sun.misc.Signal(name), signal -> stop.request(signal.getNumber()));
    }
  }
}
