package runner.jobs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import runner.config.Config;
import runner.config.Key;
import runner.config.KnownKeys;
import runner.config.Section;
import runner.task.Problem;

/**
 * What section [jobs] says.
 *
 * @param enabled whether jobs are on: if not, nothing is opened, connected or written
 * @param dir of the spool; absent is {@code jobs} in the state directory
 * @param hostId the name jobs are addressed to; absent is the host's own
 * @param tasksDir where the executables lie that a job may name
 * @param stageTimeout the longest all jobs of one start may take
 */
public record JobSettings(
    boolean enabled,
    Backend backend,
    Optional<Path> dir,
    Database database,
    Optional<String> hostId,
    Path tasksDir,
    Expiry expiry,
    int maxDeliveries,
    int maxJobsPerBoot,
    Duration stageTimeout,
    OnUnreachable onUnreachable,
    RunAt runAt,
    long outputTail) {

  /** The keys, in the order of the documentation. */
  public static final List<Key<?>> KEYS = JobKeys.ALL;

  /** Where jobs are kept. */
  public enum Backend {
    SPOOL,
    POSTGRESQL
  }

  /** What becomes of a boot that cannot ask for its jobs. */
  public enum OnUnreachable {
    CONTINUE,
    HALT
  }

  /** When a boot does its jobs. */
  public enum RunAt {
    AFTER_CHAIN,
    BEFORE_CHAIN
  }

  /** How long a job waits for its host. */
  public record Expiry(Duration usual, Duration longest) {}

  /**
   * How the fleet's database is reached.
   *
   * @param url of JDBC, without a password
   * @param trustedKeys where the public keys of those lie whose jobs are run
   * @param signingKey the private key of whoever submits here
   * @param connectTimeout the longest a boot waits for it
   */
  public record Database(
      String url,
      Optional<Path> sslCert,
      Optional<Path> sslKey,
      Optional<Path> sslCa,
      Path trustedKeys,
      Optional<Path> signingKey,
      Duration connectTimeout) {}

  /** Reads the section; mistakes, unknown keys among them, are told and leave the default. */
  public static JobSettings from(Config config, Consumer<Problem> problems) {
    Section jobs = config.section("jobs");
    new KnownKeys(JobKeys.ALL).unknownIn(jobs).forEach(problems);
    return new JobSettings(
        jobs.read(JobKeys.JOB_RETRY, problems),
        jobs.read(JobKeys.BACKEND, problems),
        jobs.read(JobKeys.DIR, problems),
        JobKeys.database(jobs, problems),
        JobKeys.hostId(jobs, problems),
        jobs.read(JobKeys.TASKS_DIR, problems).orElse(JobKeys.DEFAULT_TASKS_DIR),
        JobKeys.expiry(jobs, problems),
        jobs.read(JobKeys.MAX_DELIVERIES, problems),
        jobs.read(JobKeys.MAX_JOBS_PER_BOOT, problems),
        jobs.read(JobKeys.STAGE_TIMEOUT, problems),
        jobs.read(JobKeys.ON_UNREACHABLE, problems),
        jobs.read(JobKeys.RUN_AT, problems),
        JobKeys.outputTail(jobs, problems));
  }
}
