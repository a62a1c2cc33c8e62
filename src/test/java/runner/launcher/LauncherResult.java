package runner.launcher;

import java.util.List;
import java.util.Map;

/**
 * One start of the launcher.
 *
 * @param code the exit code
 * @param err everything on stderr
 * @param out everything on stdout
 * @param arguments what java was called with; empty where it was not
 * @param environment the variables java was given; empty where it was not called
 */
record LauncherResult(
    int code, String out, String err, List<String> arguments, Map<String, String> environment) {

  /** What the program itself would see: all that follows the main class. */
  List<String> programArguments() {
    return arguments.subList(arguments.indexOf("runner.cli.Main") + 1, arguments.size());
  }

  /** The value that follows {@code -cp}. */
  String classPath() {
    return arguments.get(arguments.indexOf("-cp") + 1);
  }
}
