package runner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;

/** The program does not use the unsafe features of parsers at all. */
final class UntrustedInputTest {
  @Test
  void nothing_reads_serialized_objects_or_xml() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.io\\.Object(In|Out)putStream|java\\.beans\\.XML.*"
                + "|(javax\\.xml|org\\.w3c\\.dom|org\\.xml)\\..*")
        .check(ArchitectureTest.PROGRAM);
  }

  @Test
  void json_never_chooses_the_type_that_it_is_read_as() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "com\\.fasterxml\\.jackson\\.(databind\\.jsontype\\..*|annotation\\.JsonTypeInfo.*)")
        .orShould()
        .callMethodWhere(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "default typing", call -> call.getName().matches("(activate|enable)DefaultTyping")))
        .check(ArchitectureTest.PROGRAM);
  }
}
