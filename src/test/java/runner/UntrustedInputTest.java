package runner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What readers of foreign text could be made to do is left out, not guarded. */
final class UntrustedInputTest {
  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("runner");

  @DisplayName("H11 nothing reads serialized objects or XML")
  @Test
  void nothing_reads_serialized_objects_or_xml() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.io\\.Object(In|Out)putStream|java\\.beans\\.XML.*"
                + "|(javax\\.xml|org\\.w3c\\.dom|org\\.xml)\\..*")
        .check(PROGRAM);
  }

  @DisplayName("H11 no JSON names the type that it is read as")
  @Test
  void no_json_names_the_type_that_it_is_read_as() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "com\\.fasterxml\\.jackson\\.(databind\\.jsontype\\..*|annotation\\.JsonTypeInfo.*)")
        .orShould()
        .callMethodWhere(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "default typing", call -> call.getName().matches("(activate|enable)DefaultTyping")))
        .check(PROGRAM);
  }
}
