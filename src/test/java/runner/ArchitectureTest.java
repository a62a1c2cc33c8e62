package runner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The form of types: a package has few public types, and no class can be extended by accident. */
final class ArchitectureTest {
  private static final int MOST_PUBLIC_TYPES = 8;

  /** For any build directory: ArchUnit's own option knows only target/test-classes. */
  private static final ImportOption WITHOUT_TESTS = place -> !place.contains("/test-classes/");

  static final JavaClasses PROGRAM =
      new ClassFileImporter().withImportOption(WITHOUT_TESTS).importPackages("runner");

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

  /** Only top-level types, since the name of a nested one includes its outer type. */
  @Test
  void no_two_types_share_a_name() {
    Map<String, List<String>> places =
        PROGRAM.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(
                groupingBy(JavaClass::getSimpleName, mapping(JavaClass::getPackageName, toList())));
    assertThat(places)
        .hasSizeGreaterThan(300)
        .allSatisfy((name, in) -> assertThat(in).as("packages with a %s", name).hasSize(1));
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
}
