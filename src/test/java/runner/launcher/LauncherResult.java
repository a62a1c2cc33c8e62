package runner.launcher;

import java.util.List;
import java.util.Map;

/**
 * One start of the launcher.
 *
 * @param code the exit code
 * @param err everything on stderr
 * @param out everything on stdout
 * @param arguments java's arguments; empty if it was not started
 * @param environment java's variables; empty if it was not started
 */
record LauncherResult(
    int code, String out, String err, List<String> arguments, Map<String, String> environment) {

  /** The program's own arguments: those after the main class. */
  List<String> programArguments() {
    return arguments.subList(arguments.indexOf("runner.cli.Main") + 1, arguments.size());
  }

  /** The value that follows {@code -cp}. */
  String classPath() {
    return arguments.get(arguments.indexOf("-cp") + 1);
  }
}
