package runner.puppet;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Those of the user's arguments that decide where Puppet's files lie. */
final class PathArguments {
  private static final Set<String> NAMES =
      Set.of(
          "--confdir",
          "--config",
          "--vardir",
          "--statedir",
          "--publicdir",
          "--ssldir",
          "--agent_catalog_run_lockfile",
          "--ssl_lockfile",
          "--lastrunfile");

  private PathArguments() {}

  static List<String> of(List<String> arguments) {
    List<String> places = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String[] parts = arguments.get(i).split("=", 2);
      if (NAMES.contains(parts[0]) && parts.length == 2) {
        places.add(arguments.get(i));
      } else if (NAMES.contains(parts[0]) && i + 1 < arguments.size()) {
        places.add(arguments.get(i));
        places.add(arguments.get(++i));
      }
    }
    return places;
  }
}
