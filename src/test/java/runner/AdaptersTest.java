package runner;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static runner.ArchitectureTest.PROGRAM;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.File;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each effect has one adapter. All other code is free of effects. */
final class AdaptersTest {
  /** The classes and packages that may change files. An addition to this list gets noticed. */
  private static final Set<String> WRITERS =
      Set.of(
          "runner.exec.output.NamedPipes",
          "runner.exec.tree.Cgroup",
          "runner.files",
          "runner.journal.AttemptLog",
          "runner.journal.LastSuccesses",
          "runner.journal.StateDirectory",
          "runner.lock",
          "runner.stream.DescriptorSink",
          // A private directory for git, which a lock shows to be in use.
          "runner.pool.git.GitWorkspace",
          // The answers that the launcher reads instead of starting Java.
          "runner.config.lookup.LookupFiles",
          "runner.cli.host.SystemMachine");

  private static final Set<String> JSON =
      Set.of(
          "runner.report.Json",
          "runner.schedule.ScheduleLines",
          "runner.journal.disk.ChecksummedJson",
          "runner.pool.net.UntrustedJson");

  /** The methods of java.nio.file.Files that change no file. */
  private static final Set<String> HARMLESS =
      Set.of(
          "exists",
          "notExists",
          "isDirectory",
          "isRegularFile",
          "isSymbolicLink",
          "isExecutable",
          "isReadable",
          "isWritable",
          "isSameFile",
          "isHidden",
          "size",
          "list",
          "walk",
          "walkFileTree",
          "find",
          "lines",
          "newDirectoryStream",
          "newInputStream",
          "newBufferedReader",
          "readAllBytes",
          "readAllLines",
          "readString",
          "readAttributes",
          "readSymbolicLink",
          "getAttribute",
          "getLastModifiedTime",
          "getOwner",
          "getPosixFilePermissions",
          "getFileAttributeView",
          "getFileStore",
          "probeContentType");

  @Test
  void only_the_machine_uses_the_process_and_its_streams() {
    only("runner.cli.Main", calls(System.class, "exit"));
    only("runner.cli.host", calls(System.class, "getenv", "nanoTime", "currentTimeMillis"));
    only("runner.cli.host", reads(System.class, "out", "err", "in"));
    only("runner.cli.host", calls(Runtime.class, "exit", "halt", "addShutdownHook"));
  }

  @Test
  void only_the_machine_reads_the_clock() {
    only("runner.cli.host", calls(Instant.class, "now"));
    only("runner.cli.host", onTypes("system clocks", t -> t.equals(Clock.class.getName())));
    only(
        "runner.cli.host",
        describe(
            "java.time's own now()",
            a ->
                a.getTargetOwner().getPackageName().equals("java.time")
                    && a.getTarget().getName().equals("now")));
  }

  @Test
  void nothing_sleeps() {
    only("nowhere", calls(Thread.class, "sleep", "yield", "onSpinWait"));
    only("nowhere", calls(java.util.concurrent.TimeUnit.class, "sleep"));
    only("nowhere", onTypes("timers", t -> t.equals("java.util.Timer")));
    only(
        "nowhere", onTypes("LockSupport", t -> t.equals("java.util.concurrent.locks.LockSupport")));
  }

  @Test
  void only_one_class_watches_directories() {
    only(
        "runner.wait.DirectoryWatch",
        onTypes(
            "java.nio.file's watches",
            t -> t.startsWith("java.nio.file.Watch") || t.contains("StandardWatchEventKinds")));
  }

  @Test
  void only_the_machine_draws_random_numbers() {
    only(
        "runner.cli.host",
        onTypes(
            "sources of randomness",
            t ->
                t.equals(Random.class.getName())
                    || t.equals("java.util.concurrent.ThreadLocalRandom")
                    || t.equals("java.util.SplittableRandom")
                    || t.equals("java.security.SecureRandom")));
    only("nowhere", calls(Math.class, "random"));
    // The id of a process tree decides nothing, so no test needs to set it.
    only("runner.exec.Supervisor", calls(java.util.UUID.class, "randomUUID"));
  }

  @Test
  void only_the_spawner_starts_processes() {
    // ls(1) shows whether a file has an access control list; it needs no supervision.
    only(
        Set.of("runner.exec.spawn.ProcessSpawner", "runner.trust.HostInodes"),
        onTypes("ProcessBuilder", t -> t.startsWith("java.lang.ProcessBuilder")));
    only("runner.exec.spawn.ProcessSpawner", calls(Runtime.class, "exec"));
  }

  @Test
  void only_the_named_adapters_change_files() {
    only(
        WRITERS,
        describe(
            "writing through Files",
            a ->
                a.getTargetOwner().isEquivalentTo(Files.class)
                    && !HARMLESS.contains(a.getTarget().getName())));
    only(
        WRITERS,
        describe(
            "opening a file for writing",
            a ->
                a.getTargetOwner().isEquivalentTo(FileChannel.class)
                    && Set.of("open", "write").contains(a.getTarget().getName())));
    only(
        WRITERS,
        onTypes(
            "java.io's writers of files",
            t ->
                Set.of("java.io.FileOutputStream", "java.io.FileWriter", "java.io.RandomAccessFile")
                    .contains(t)));
    only("nowhere", calls(File.class, "delete", "mkdir", "mkdirs", "createNewFile", "renameTo"));
  }

  /** The others expand references without end (CVE-2022-41404) or lose the places of values. */
  @Test
  void unsafe_methods_of_ini4j_are_not_used() {
    only(
        "nowhere",
        describe(
            "ini4j's fetch, as, to, from, load and store",
            a ->
                a.getTargetOwner().getPackageName().startsWith("org.ini4j")
                    && Set.of("fetch", "fetchAll", "as", "to", "from", "load", "store")
                        .contains(a.getTarget().getName())));
    only("nowhere", onTypes("IniPreferences", t -> t.startsWith("org.ini4j.IniPreferences")));
    only("runner.config", onTypes("ini4j", t -> t.startsWith("org.ini4j")));
  }

  @Test
  void only_the_fleets_store_uses_a_database() {
    only(
        "runner.jobs.postgres",
        onTypes("JDBC", t -> t.startsWith("java.sql.") || t.startsWith("org.postgresql.")));
  }

  @Test
  void each_library_has_its_adapter() {
    only("runner.cli", onTypes("picocli", t -> t.startsWith("picocli.")));
    only("runner.report.page.Template", onTypes("jmustache", t -> t.startsWith("com.samskivert.")));
    only("runner.exec", onTypes("commons-exec", t -> t.startsWith("org.apache.commons.exec.")));
    only(JSON, onTypes("jackson", t -> t.startsWith("com.fasterxml.jackson.")));
    only("runner.cli.host.Signals", onTypes("sun.misc", t -> t.startsWith("sun.")));
  }

  /** The HTTP client is slow to load, so a chain without a collector must not load it. */
  @Test
  void only_pools_and_the_span_collector_use_http() {
    only(
        Set.of("runner.pool", "runner.report.trace.SpanCollector"),
        onTypes("java.net.http", t -> t.startsWith("java.net.http.")));
  }

  private static void only(String place, DescribedPredicate<JavaAccess<?>> effect) {
    only(Set.of(place), effect);
  }

  private static void only(Set<String> places, DescribedPredicate<JavaAccess<?>> effect) {
    noClasses()
        .that(
            not(
                describe(
                    "in " + places,
                    (JavaClass type) -> places.stream().anyMatch(p -> in(type, p)))))
        .should()
        .accessTargetWhere(effect)
        .check(PROGRAM);
  }

  private static boolean in(JavaClass type, String place) {
    String name = type.getName();
    return name.equals(place) || name.startsWith(place + ".") || name.startsWith(place + "$");
  }

  private static DescribedPredicate<JavaAccess<?>> calls(Class<?> owner, String... names) {
    Set<String> all = Set.of(names);
    return describe(
        owner.getSimpleName() + all,
        a -> a.getTargetOwner().isAssignableTo(owner) && all.contains(a.getTarget().getName()));
  }

  private static DescribedPredicate<JavaAccess<?>> reads(Class<?> owner, String... names) {
    return calls(owner, names);
  }

  private static DescribedPredicate<JavaAccess<?>> onTypes(
      String what, java.util.function.Predicate<String> type) {
    return describe(what, a -> type.test(a.getTargetOwner().getName()));
  }
}
