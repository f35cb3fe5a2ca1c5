package dev.livechatmetrics.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The command line stands rightmost: it may know everything, and nothing knows it. */
final class CliDependenciesTest {
    private static final String OURS = "dev.livechatmetrics..";
    private static final String CLI = "dev.livechatmetrics.cli..";
    private static final String SETTINGS = "dev.livechatmetrics.cli.settings..";
    private static final String BROKER = "dev.livechatmetrics.cli.broker..";
    private static final String SEND = "dev.livechatmetrics.cli.send..";
    private static final String SIMULATE = "dev.livechatmetrics.cli.simulate..";
    private static final String POSITIONS = "dev.livechatmetrics.query.cluster..";
    private static final String STORES = "dev.livechatmetrics.streams.topology..";
    private static final String BRING = "dev.livechatmetrics.cli.bring..";
    private static final String LETTERS = "dev.livechatmetrics.cli.letters..";
    private static final String AUDIT = "dev.livechatmetrics.cli.audit..";
    private static final String CHART = "dev.livechatmetrics.schemas.chart..";
    private static final String ROCKETCHAT = "dev.livechatmetrics.schemas.rocketchat..";
    private static final String EVENT = "dev.livechatmetrics.schemas.event..";

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.livechatmetrics");

    @Test
    void nothingShouldKnowTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CLI)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CLI)
                .check(PRODUCT);
    }

    @Test
    void settingsShouldKnowKafkasDefinitionsAlone() {
        classes()
                .that()
                .resideInAPackage(SETTINGS)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        SETTINGS,
                        "java..",
                        "org.apache.kafka.clients..",
                        "org.apache.kafka.common..",
                        "org.apache.kafka.streams",
                        "org.apache.kafka.storage.internals.log")
                .check(PRODUCT);
    }

    @Test
    void partsShouldKnowNoMoreOfTheProductThanTheyNeed() {
        assertKnowsOnly(BROKER, BROKER);
        assertKnowsOnly(SEND, SEND, EVENT, POSITIONS, STORES);
        assertKnowsOnly(SIMULATE, SIMULATE, SEND, EVENT);
        assertKnowsOnly(LETTERS, LETTERS, SEND, EVENT, STORES);
        assertKnowsOnly(AUDIT, AUDIT, LETTERS, SEND, EVENT, CHART, POSITIONS, STORES);
        assertKnowsOnly(BRING, BRING, LETTERS, SEND, EVENT, ROCKETCHAT);
    }

    @Test
    void packagesShouldNotGoRoundInCircles() {
        slices().matching("dev.livechatmetrics.(**)").should().beFreeOfCycles().check(PRODUCT);
    }

    private static void assertKnowsOnly(String from, String... ours) {
        classes()
                .that()
                .resideInAPackage(from)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(ours).or(resideOutsideOfPackage(OURS)))
                .check(PRODUCT);
    }
}
