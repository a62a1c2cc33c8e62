package runner;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which package may lean on which: imports flow one way, from text to what is told of a run. */
final class ArchitectureTest {
  private static final int MOST_PUBLIC_TYPES = 8;

  /** Wherever the build lies: ArchUnit's own option knows only target/test-classes. */
  private static final ImportOption WITHOUT_TESTS = place -> !place.contains("/test-classes/");

  static final JavaClasses PROGRAM =
      new ClassFileImporter().withImportOption(WITHOUT_TESTS).importPackages("runner");

  private static final Set<String> PACKAGES =
      Set.of(
          "task",
          "wait",
          "process",
          "config",
          "trust",
          "retry",
          "lock",
          "event",
          "exec",
          "schedule",
          "journal",
          "report",
          "puppet",
          "pool",
          "plan",
          "jobs",
          "chain",
          "cli");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "task     | ''",
        "wait     | task",
        "process  | task",
        "config   | task trust",
        "trust    | task",
        "retry    | task",
        "lock     | task",
        "event    | task",
        "exec     | task wait process",
        "schedule | config task",
        "journal  | event trust task",
        "report   | event journal exec config task wait",
        "puppet   | config exec lock task wait",
        "pool     | config exec retry task wait",
        "plan     | config task retry schedule exec trust",
        "jobs     | config exec lock journal event trust task wait process",
        "chain    | plan exec retry schedule journal event task wait process"
      })
  void a_package_imports_what_its_row_allows(String name, String row) {
    Set<String> allowed = new TreeSet<>(Set.of((row + " " + name).strip().split(" ", -1)));
    String[] ours = allowed.stream().map(one -> "runner." + one + "..").toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("runner." + name + "..")
        .should()
        .dependOnClassesThat(resideInAPackage("runner..").and(not(resideInAnyPackage(ours))))
        .allowEmptyShould(true)
        .check(PROGRAM);
  }

  @Test
  void every_package_has_a_row() {
    assertThat(names(PROGRAM)).isSubsetOf(PACKAGES).contains("task", "config", "chain", "cli");
  }

  @Test
  void packages_form_no_cycle() {
    slices().matching("runner.(*)..").should().beFreeOfCycles().check(PROGRAM);
  }

  @Test
  void a_package_shows_at_most_eight_types() {
    Map<String, List<JavaClass>> shown =
        PROGRAM.stream()
            .filter(
                type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
            .collect(groupingBy(JavaClass::getPackageName));
    assertThat(shown)
        .allSatisfy(
            (name, types) ->
                assertThat(types)
                    .as("public types of %s", name)
                    .hasSizeLessThanOrEqualTo(MOST_PUBLIC_TYPES));
  }

  @Test
  void everything_is_final_sealed_or_a_port() {
    classes()
        .that()
        .areTopLevelClasses()
        .and()
        .areNotInterfaces()
        .and()
        .doNotHaveSimpleName("package-info")
        .and()
        .areNotAssignableTo(RuntimeException.class)
        .and()
        .areNotEnums()
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(PROGRAM);
  }

  private static Set<String> names(JavaClasses all) {
    return all.stream()
        .map(type -> type.getPackageName().replaceFirst("^runner\\.?", "").split("\\.", -1)[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
