package runner.cli.jobs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.host.Machine;
import runner.cli.session.StateLocation;
import runner.config.Config;
import runner.jobs.AdmissionCheck;
import runner.jobs.Job;
import runner.jobs.JobSettings;
import runner.jobs.Store;
import runner.jobs.postgres.FleetDatabase;
import runner.jobs.signing.SigningKey;
import runner.jobs.signing.TrustedKeys;
import runner.jobs.spool.Spool;
import runner.plan.ChainSettings;
import runner.task.ExitCode;
import runner.task.Problem;
import runner.task.RunnerException;
import runner.trust.PathInspection;

/** Section [jobs] with what else decides where jobs come from and go to. */
record JobsSetup(GlobalOptions common, Config config, JobSettings settings, Machine host) {

  /**
   * Reads the configuration.
   *
   * @throws RunnerException 78 with every mistake in [jobs]
   */
  static JobsSetup of(GlobalOptions common, Machine host) {
    return of(common, common.config(), host);
  }

  /** The same of a configuration that was read already. */
  static JobsSetup of(GlobalOptions common, Config config, Machine host) {
    List<Problem> problems = new ArrayList<>();
    JobSettings settings = JobSettings.from(config, problems::add);
    if (!problems.isEmpty()) {
      throw new RunnerException(problems);
    }
    return new JobsSetup(common, config, settings, host);
  }

  /**
   * Makes sure that there are jobs at all.
   *
   * @throws RunnerException 78 where the gate is shut
   */
  JobsSetup open() {
    if (!settings.enabled()) {
      String file = config.file().map(Path::toString).orElse("/etc/runner/runner.cfg");
      throw new RunnerException(
          ExitCode.CONFIG,
          config.section("jobs").where("job_retry"),
          "jobs are switched off",
          "write job_retry = yes under [jobs] in " + file);
    }
    return this;
  }

  /**
   * Opens the store.
   *
   * @throws RunnerException 77 where root may not trust its place, 69 where it cannot be reached
   */
  Store store() {
    return switch (settings.backend()) {
      case SPOOL -> spool();
      case POSTGRESQL -> FleetDatabase.open(settings.database());
    };
  }

  /**
   * Opens the spool, whatever the store is.
   *
   * @throws RunnerException 77 where root may not trust its place
   */
  Spool spool() {
    PathInspection inspection = PathInspection.ofThisProcess();
    inspection.look("spool of jobs", spoolPath());
    if (inspection.byRoot() && !inspection.problems().isEmpty()) {
      throw new RunnerException(inspection.problems());
    }
    return Spool.in(spoolPath(), host.clock(), text -> Messages.say("warning: " + text, host));
  }

  Path spoolPath() {
    return settings.dir().orElseGet(() -> statePath().resolve("jobs"));
  }

  /** Where this host's own journal and the logs of jobs lie, whatever the store. */
  Path statePath() {
    return StateLocation.of(common, config, host);
  }

  /** What is asked of every job beside the host's list of executables. */
  List<AdmissionCheck> gates() {
    return switch (settings.backend()) {
      // Who may write into a spool is root already.
      case SPOOL -> List.of();
      case POSTGRESQL ->
          List.of(
              new TrustedKeys(
                  settings.database().trustedKeys(), hostId(), PathInspection.ofThisProcess()));
    };
  }

  /**
   * What jobs are signed with; empty where none is wanted.
   *
   * @throws RunnerException 66, 77 or 78 where there is no such key
   */
  Optional<SigningKey> signingKey() {
    if (settings.backend() == JobSettings.Backend.SPOOL) {
      return Optional.empty();
    }
    String place = config.section("jobs").where("signing_key");
    Path file =
        settings
            .database()
            .signingKey()
            .orElseThrow(
                () ->
                    new RunnerException(
                        ExitCode.CONFIG,
                        place,
                        "is not set, and hosts do nothing that is not signed",
                        "runner jobs keygen NAME"));
    return Optional.of(SigningKey.read(file));
  }

  /** The name jobs are addressed to here. */
  String hostId() {
    return settings.hostId().orElseGet(() -> Job.host(host.name()));
  }

  /** The limit of a job that has none of its own. */
  Optional<Duration> maxTime() {
    return config.section("runner").value(ChainSettings.MAX_TIME);
  }

  /** Who says so: the person behind sudo, where it was used. */
  String user() {
    return host.variable("SUDO_USER")
        .filter(user -> host.root())
        .or(() -> host.variable("LOGNAME"))
        .or(() -> host.variable("USER"))
        .orElse(host.root() ? "root" : "somebody");
  }
}
