package runner.cli.runs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.command.ValueMask;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.cli.session.StateLocation;
import runner.config.Config;
import runner.files.AtomicFile;
import runner.report.bundle.PrivateFile;
import runner.report.bundle.StateFiles;
import runner.report.bundle.SupportBundle;
import runner.report.history.History;
import runner.report.history.SecretValues;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** Packs a bundle for support; works above all where something is broken. */
final class CollectCommand implements Verb {
  /** A file of the archive is made in memory. */
  private static final int MOST_RUNS = 1000;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Pack configuration, plan, runs and logs for support (tar.gz, mode 0600), and"
                + " print its path. Values of [env] and passwords are covered, also in logs.");
    return spec.addOption(
        GlobalOptions.valued(
            String.class,
            "FILE",
            "Where it goes, - for standard output; else runner-collect-TIME.tar.gz in the current"
                + " directory.",
            "--output"));
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    String root = "runner-collect-" + TIME.format(host.clock().now());
    Path file = Path.of(parsed.matchedOptionValue("--output", root + ".tar.gz"));
    Optional<Config> config = configuration(common, host);
    Path state = StateLocation.of(common, config.orElseGet(Config::none), host);
    RunHistory runs = RunHistory.in(state, host);
    AtomicInteger leftOut = new AtomicInteger();
    AtomicFile.Content content =
        out -> leftOut.set(write(out, root, common, config, state, runs, host));
    boolean sent = file.equals(ReportCommand.STANDARD_OUTPUT);
    if (sent) {
      PrivateFile.send(host.out(), content);
    } else {
      PrivateFile.create(file.toAbsolutePath(), content);
    }
    if (leftOut.get() > 0) {
      Messages.say("not all is in it: see left-out.txt in it", host);
    }
    host.out().print(sent ? "" : file.toAbsolutePath() + "\n");
    host.out().flush();
    return ExitCode.DONE.number();
  }

  /** A broken configuration is a reason to ask for help, so it does not stop the command. */
  private static Optional<Config> configuration(GlobalOptions common, Machine host) {
    try {
      return Optional.of(common.config());
    } catch (RunnerException e) {
      Messages.report(e, host);
      Messages.say("without the configuration it is not known what is secret: no logs", host);
      return Optional.empty();
    }
  }

  private static int write(
      OutputStream out,
      String root,
      GlobalOptions common,
      Optional<Config> config,
      Path state,
      RunHistory runs,
      Machine host)
      throws IOException {
    SecretValues secrets =
        config.map(c -> ValueMask.secrets(c, host)).orElse(SecretValues.of(List.of()));
    SupportBundle bundle = new SupportBundle(out, root, secrets, host.clock().now());
    try (bundle) {
      BundleTexts texts = new BundleTexts(common, host);
      bundle.add("about.txt", texts.about(state));
      addHistory(runs, bundle);
      if (config.isPresent()) {
        bundle.add("configuration.txt", texts.configuration(config.get()));
        bundle.add("plan.txt", texts.plan(config.get()));
      } else {
        bundle.leaveOut("configuration, plan and logs: the configuration cannot be read");
      }
      if (Files.isDirectory(state)) {
        StateFiles.of(state).addTo(bundle, config.isPresent());
      }
    }
    return bundle.leftOut().size();
  }

  private static void addHistory(RunHistory runs, SupportBundle bundle) throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(json, false, StandardCharsets.UTF_8);
    new History(runs.newest(MOST_RUNS), runs.damaged()).json(out);
    out.flush();
    bundle.add("history.json", json.toString(StandardCharsets.UTF_8));
    if (runs.size() > MOST_RUNS) {
      bundle.leaveOut(
          "history.json: only the last " + MOST_RUNS + " of " + runs.size() + " runs are here");
    }
  }
}
