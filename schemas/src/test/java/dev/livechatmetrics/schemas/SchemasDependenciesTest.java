package dev.livechatmetrics.schemas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Schemas stand leftmost in the reactor: anyone may read them without taking more than Jackson along. */
final class SchemasDependenciesTest {
    private static final JavaClasses SCHEMAS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.livechatmetrics");

    @Test
    void shouldDependOnJacksonAlone() {
        classes()
                .that()
                .resideInAPackage("dev.livechatmetrics.schemas..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.livechatmetrics.schemas..", "com.fasterxml.jackson..", "java..")
                .check(SCHEMAS);
    }

    @Test
    void shouldKeepEventsFreeOfChartsAndSources() {
        noClasses()
                .that()
                .resideInAPackage("dev.livechatmetrics.schemas.event..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.livechatmetrics.schemas.chart..", "dev.livechatmetrics.schemas.rocketchat..")
                .check(SCHEMAS);
    }
}
