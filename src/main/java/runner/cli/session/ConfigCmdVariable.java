package runner.cli.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import runner.cli.host.Machine;
import runner.journal.StateDirectory;
import runner.text.ShellWord;

/**
 * The text of RUNNER_CONFIG_CMD. Tasks expand it unquoted, so each of its words must survive the
 * shell; where a path would not, a script with a harmless name stands for the words.
 */
final class ConfigCmdVariable {
  private ConfigCmdVariable() {}

  /** The words, which outlive this invocation: a daemon that a task started may ask later. */
  static String of(Optional<Path> config, Machine host, Path scratch) {
    List<String> words = new ArrayList<>();
    // A task may call with an empty environment, where java would not be found again.
    host.variable("JAVA_HOME")
        .ifPresent(home -> words.addAll(List.of("/usr/bin/env", "JAVA_HOME=" + home)));
    words.add(host.launcher().map(Path::toString).orElse("runner"));
    config.ifPresent(file -> words.addAll(List.of("-c", named(file).toString())));
    if (words.stream().allMatch(ShellWord::isPlain)) {
      return String.join(" ", words);
    }
    return write(words, scratch).toString();
  }

  /**
   * The path tasks know a configuration by, wherever they are. It has no {@code ..}, which behind a
   * link would lead elsewhere in the text than on the disk.
   */
  static Path named(Path config) {
    Path absolute = config.toAbsolutePath();
    Path plain = absolute.normalize();
    boolean same = plain.getNameCount() == withoutDots(absolute);
    try {
      return same ? plain : absolute.getParent().toRealPath().resolve(absolute.getFileName());
    } catch (IOException e) {
      return absolute;
    }
  }

  private static int withoutDots(Path path) {
    int count = 0;
    for (Path name : path) {
      count += name.toString().equals(".") ? 0 : 1;
    }
    return count;
  }

  private static Path write(List<String> words, Path scratch) {
    String quoted = words.stream().map(ShellWord::of).collect(Collectors.joining(" "));
    return StateDirectory.script(
        "#!/bin/sh\nexec " + quoted + " \"$@\"\n",
        scratch,
        path -> ShellWord.isPlain(path.toString()));
  }
}
