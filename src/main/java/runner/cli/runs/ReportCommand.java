package runner.cli.runs;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.Common;
import runner.cli.command.Mask;
import runner.cli.command.Verb;
import runner.cli.host.Host;
import runner.cli.host.Version;
import runner.cli.session.StateLocation;
import runner.config.Config;
import runner.report.bundle.PrivateFile;
import runner.report.page.Page;
import runner.task.ExitCode;

/** Makes a page of a run. */
final class ReportCommand implements Verb {
  static final Path STANDARD_OUTPUT = Path.of("-");

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Make a page of a run, complete in one file: how it went, when, why, the end of each"
                + " output, and how the last runs compare. Secrets are covered. Exit: 1 where there"
                + " is no such run.");
    spec.addOption(KeptRuns.option());
    return spec.addOption(
        OptionSpec.builder("--html")
            .type(Path.class)
            .paramLabel("FILE")
            .required(true)
            .description(
                "Where it goes (mode 0600), - for standard output; a file that is there is replaced.")
            .build());
  }

  @Override
  public int run(Common common, ParseResult parsed, Host host) {
    Config config = common.config();
    KeptRuns runs = KeptRuns.read(StateLocation.of(common, config, host), host);
    Path file = parsed.matchedOptionValue("--html", Path.of("."));
    Page.Setting setting =
        new Page.Setting(
            host.name(), Version.number(), host.clock().now(), Mask.secrets(config, host));
    String html = new Page(runs.chosen(parsed), runs.all(), setting).html();
    PrivateFile.Content content = out -> out.write(html.getBytes(StandardCharsets.UTF_8));
    if (file.equals(STANDARD_OUTPUT)) {
      PrivateFile.send(host.out(), content);
      host.out().flush();
    } else {
      PrivateFile.replace(file.toAbsolutePath(), content);
    }
    return ExitCode.DONE.number();
  }
}
