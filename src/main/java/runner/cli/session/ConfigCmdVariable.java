package runner.cli.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import runner.cli.command.GlobalOptions;
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
    config.ifPresent(file -> words.addAll(List.of("-c", GlobalOptions.named(file).toString())));
    if (words.stream().allMatch(ShellWord::isPlain)) {
      return String.join(" ", words);
    }
    return write(words, scratch).toString();
  }

  private static Path write(List<String> words, Path scratch) {
    String quoted = words.stream().map(ShellWord::of).collect(Collectors.joining(" "));
    return StateDirectory.script(
        "#!/bin/sh\nexec " + quoted + " \"$@\"\n",
        scratch,
        path -> ShellWord.isPlain(path.toString()));
  }
}
