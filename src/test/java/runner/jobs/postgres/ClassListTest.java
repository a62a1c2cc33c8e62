package runner.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.jobs.Job;
import runner.jobs.Jobs;
import runner.jobs.Store;
import runner.jobs.signing.Keys;

/**
 * The list by which the archive of classes for hosts with jobs is made. What Java itself needs
 * differs from one to the next; a class that lacks there costs a start its time alone.
 */
final class ClassListTest {
  @Test
  void a_host_with_a_job_loads_of_the_driver_and_of_what_speaks_to_it_only_listed_classes(
      @TempDir Path dir) throws Exception {
    Fixture fixture = Fixture.create();
    try (Store store = fixture.store();
        Party web1 = Party.host(fixture, "web1").with("trusted_keys_dir = " + dir)) {
      Job job = Jobs.any().signedBy("alice");
      store.submit(job, Keys.pair(dir, "alice").sign(job, List.of("web1")));

      assertThat(web1.loaded())
          .contains("sun/security/ssl/TransportContext")
          .filteredOn(ClassListTest::isOfTheDriverOrSpeaksToIt)
          .contains("runner/jobs/postgres/PostgresInbox", "org/postgresql/Driver")
          .isSubsetOf(listed());
    }
  }

  @Test
  void of_these_each_that_is_listed_is_there() throws Exception {
    assertThat(listed())
        .filteredOn(ClassListTest::isOfTheDriverOrSpeaksToIt)
        .isNotEmpty()
        .allSatisfy(
            name ->
                assertThat(Store.class.getClassLoader().getResource(name + ".class")).isNotNull());
  }

  private static boolean isOfTheDriverOrSpeaksToIt(String name) {
    return name.startsWith("org/postgresql/")
        || name.startsWith("runner/jobs/postgres/")
        || name.startsWith("runner/jobs/signing/");
  }

  private static Set<String> listed() throws Exception {
    return Files.readAllLines(Path.of("src", "main", "cds", "jobs.classes")).stream()
        .filter(line -> !line.startsWith("#"))
        .collect(Collectors.toSet());
  }
}
