package runner.cli.jobs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.files.DurableFiles;
import runner.files.FileErrors;
import runner.jobs.signing.KeyName;
import runner.jobs.signing.SigningKey;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** Makes the two halves of a key: one signs jobs, the other is what hosts trust. */
final class JobsKeygenCommand implements Verb {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description("Make an Ed25519 key in two files: NAME.key signs jobs, hosts trust NAME.pub.")
        .footer(
            "",
            "Name NAME.key as signing_key in [jobs] where jobs are submitted, and put NAME.pub",
            "into trusted_keys_dir of every host. What is there already is never overwritten.");
    spec.addOption(
        GlobalOptions.valued(
            Path.class, "DIR", "Where to. Default: the current directory.", "--dir"));
    return spec.addPositional(
        JobsSubmitCommand.positional("0", "1", "NAME", "Whose key it is, e.g. your login."));
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    String typed = parsed.matchedPositionalValue(0, "");
    KeyName name =
        KeyName.parse(typed)
            .orElseThrow(
                () ->
                    new RunnerException(
                        ExitCode.USAGE,
                        "NAME",
                        "'" + typed + "' is no name of a key",
                        "letters, digits and . _ - @"));
    Path dir = parsed.matchedOptionValue("--dir", Path.of(""));
    SigningKey.Texts texts = SigningKey.Texts.generated();
    write(name.privateIn(dir), texts.privateText());
    write(name.publicIn(dir), texts.publicText());
    Messages.say("keep " + name.privateIn(dir) + ", give away " + name.publicIn(dir), host);
    return ExitCode.DONE.number();
  }

  private static void write(Path file, String text) {
    try (FileChannel channel = DurableFiles.fresh(file)) {
      DurableFiles.append(channel, text.getBytes(StandardCharsets.US_ASCII));
    } catch (FileAlreadyExistsException e) {
      throw new RunnerException(
          ExitCode.CANT_WRITE, file.toString(), "is there already", "take another name");
    } catch (IOException e) {
      throw new RunnerException(
          ExitCode.CANT_WRITE,
          file.toString(),
          "cannot be written: " + FileErrors.reason(e),
          "name another place with --dir");
    }
  }
}
