package runner.cli.runs;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.ValueMask;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.cli.host.Version;
import runner.cli.session.StateLocation;
import runner.config.Config;
import runner.files.AtomicFile;
import runner.journal.RunRecord;
import runner.report.bundle.PrivateFile;
import runner.report.page.ReportPage;
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
    spec.addOption(RunHistory.option());
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
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    Config config = common.config();
    RunHistory runs = RunHistory.in(StateLocation.of(common, config, host), host);
    Path file = parsed.matchedOptionValue("--html", Path.of("."));
    ReportPage.Setting setting =
        new ReportPage.Setting(
            host.name(), Version.number(), host.clock().now(), ValueMask.secrets(config, host));
    RunRecord run = runs.chosen(parsed);
    String html =
        new ReportPage(run, runs.before(run), runs.newest(ReportPage.TREND), setting).html();
    AtomicFile.Content content = out -> out.write(html.getBytes(StandardCharsets.UTF_8));
    if (file.equals(STANDARD_OUTPUT)) {
      PrivateFile.send(host.out(), content);
      host.out().flush();
    } else {
      PrivateFile.replace(file.toAbsolutePath(), content);
    }
    return ExitCode.DONE.number();
  }
}
