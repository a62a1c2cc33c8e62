package runner.jobs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import runner.config.Key;
import runner.config.Section;
import runner.task.Problem;
import runner.task.RunnerException;

/** The keys of [jobs]. */
final class JobKeys {
  private static final long LONGEST_TAIL = 64 << 10;
  static final Path DEFAULT_TASKS_DIR = Path.of("/etc/runner/jobs.d");
  private static final Path DEFAULT_TRUSTED_KEYS_DIR = Path.of("/etc/runner/keys.d");

  static final Key<Boolean> JOB_RETRY =
      Key.bool("job_retry", "no", "whether there are jobs at all");
  static final Key<JobSettings.Backend> BACKEND =
      Key.choice(
          "backend", JobSettings.Backend.class, "spool", "`spool`, a directory, or `postgresql`");
  static final Key<Optional<Path>> DIR =
      Key.path("dir", "the spool; without it `jobs` in the state directory");
  static final Key<String> URL =
      Key.text("url", "", "the database, e.g. `jdbc:postgresql://db/runner?sslmode=verify-full`");
  static final Key<Optional<Path>> SSL_CERT = Key.path("ssl_cert", "this host's certificate");
  static final Key<Optional<Path>> SSL_KEY = Key.path("ssl_key", "its private key, in PEM");
  static final Key<Optional<Path>> SSL_CA =
      Key.path("ssl_ca", "certificates of authorities that the database's must be of");
  static final Key<Optional<Path>> TRUSTED_KEYS_DIR =
      Key.path(
          "trusted_keys_dir",
          "public keys of those whose jobs are run; without it `/etc/runner/keys.d`");
  static final Key<Optional<Path>> SIGNING_KEY =
      Key.path(
          "signing_key",
          "the private key that jobs are signed with; only where they are submitted");
  static final Key<Duration> CONNECT_TIMEOUT =
      Key.duration("connect_timeout", "5", "how long the database is waited for");
  static final Key<String> HOST_ID =
      Key.text("host_id", "", "the name jobs are addressed to; without it the host's name");
  static final Key<Optional<Path>> TASKS_DIR =
      Key.path("tasks_dir", "what jobs may run; without it `/etc/runner/jobs.d`");
  static final Key<Duration> DEFAULT_EXPIRY =
      Key.duration("default_expiry", "7d", "how long a job waits for its host");
  static final Key<Duration> MAX_EXPIRY =
      Key.duration("max_expiry", "30d", "the longest it may be told to wait");
  static final Key<Integer> MAX_DELIVERIES =
      Key.number("max_deliveries", 1, "5", "how often a host is handed one job");
  static final Key<Integer> MAX_JOBS_PER_BOOT =
      Key.number("max_jobs_per_boot", 1, "50", "how many jobs one boot starts");
  static final Key<Duration> STAGE_TIMEOUT =
      Key.duration("stage_timeout", "1h", "after this no further job is started");
  static final Key<JobSettings.OnUnreachable> ON_UNREACHABLE =
      Key.choice(
          "on_unreachable",
          JobSettings.OnUnreachable.class,
          "continue",
          "a boot that cannot ask for jobs: `continue`, or `halt` with the halt task");
  static final Key<JobSettings.RunAt> RUN_AT =
      Key.choice(
          "run_at",
          JobSettings.RunAt.class,
          "after-chain",
          "when a boot does its jobs: `after-chain` or `before-chain`");
  static final Key<Long> OUTPUT_TAIL =
      Key.size("output_tail", "4K", "how much of the end of a job's output is reported");

  /** All of them, in the order of the documentation. */
  static final List<Key<?>> ALL =
      List.of(
          JOB_RETRY,
          BACKEND,
          DIR,
          URL,
          SSL_CERT,
          SSL_KEY,
          SSL_CA,
          TRUSTED_KEYS_DIR,
          SIGNING_KEY,
          CONNECT_TIMEOUT,
          HOST_ID,
          TASKS_DIR,
          DEFAULT_EXPIRY,
          MAX_EXPIRY,
          MAX_DELIVERIES,
          MAX_JOBS_PER_BOOT,
          STAGE_TIMEOUT,
          ON_UNREACHABLE,
          RUN_AT,
          OUTPUT_TAIL);

  private JobKeys() {}

  static JobSettings.Database database(Section jobs, Consumer<Problem> problems) {
    return new JobSettings.Database(
        jobs.read(URL, problems),
        jobs.read(SSL_CERT, problems),
        jobs.read(SSL_KEY, problems),
        jobs.read(SSL_CA, problems),
        jobs.read(TRUSTED_KEYS_DIR, problems).orElse(DEFAULT_TRUSTED_KEYS_DIR),
        jobs.read(SIGNING_KEY, problems),
        jobs.read(CONNECT_TIMEOUT, problems));
  }

  static long outputTail(Section jobs, Consumer<Problem> problems) {
    long tail = jobs.read(OUTPUT_TAIL, problems);
    if (tail > LONGEST_TAIL) {
      problems.accept(
          Problem.config(
              jobs.where(OUTPUT_TAIL.name()), "is over 64K", "the whole output is in the log"));
    }
    return tail;
  }

  static JobSettings.Expiry expiry(Section jobs, Consumer<Problem> problems) {
    Duration usual = jobs.read(DEFAULT_EXPIRY, problems);
    Duration longest = jobs.read(MAX_EXPIRY, problems);
    if (usual.compareTo(longest) > 0) {
      problems.accept(
          Problem.config(
              jobs.where(DEFAULT_EXPIRY.name()), "is longer than max_expiry", "write less"));
    }
    return new JobSettings.Expiry(usual, longest);
  }

  static Optional<String> hostId(Section jobs, Consumer<Problem> problems) {
    String name = jobs.read(HOST_ID, problems);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Job.host(name));
    } catch (RunnerException e) {
      Problem problem = e.problems().get(0);
      problems.accept(Problem.config(jobs.where(HOST_ID.name()), problem.fact(), problem.fix()));
      return Optional.empty();
    }
  }
}
