package dev.livechatmetrics.query;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What may import what: rooms to the left, and packages downwards. */
final class ArchitectureTest {
    private static final String HTTP = "dev.livechatmetrics.query.http..";
    private static final String ACCESS = "dev.livechatmetrics.query.access..";
    private static final String CHART = "dev.livechatmetrics.query.chart..";
    private static final String SERIES = "dev.livechatmetrics.query.series..";
    private static final String LISTING = "dev.livechatmetrics.query.listing..";
    private static final String CLUSTER = "dev.livechatmetrics.query.cluster..";

    private static final String SOURCE = "dev.livechatmetrics.query.source..";

    private static final String TLS = "dev.livechatmetrics.query.tls..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.livechatmetrics");

    @Test
    void packagesImportOnlyDownwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.livechatmetrics.query..")
                .layer("http")
                .definedBy(HTTP)
                .layer("access")
                .definedBy(ACCESS)
                .layer("chart")
                .definedBy(CHART)
                .layer("series")
                .definedBy(SERIES)
                .layer("listing")
                .definedBy(LISTING)
                .layer("cluster")
                .definedBy(CLUSTER)
                .layer("source")
                .definedBy(SOURCE)
                .layer("tls")
                .definedBy(TLS)
                .ensureAllClassesAreContainedInArchitectureIgnoring(resideInAPackage("dev.livechatmetrics.schemas..")
                        .or(resideInAPackage("dev.livechatmetrics.streams.."))
                        .or(resideInAPackage("dev.livechatmetrics.testkit..")))
                .whereLayer("http")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("access")
                .mayOnlyBeAccessedByLayers("http")
                .whereLayer("chart")
                .mayOnlyBeAccessedByLayers("http")
                .whereLayer("series")
                .mayOnlyBeAccessedByLayers("http")
                .whereLayer("listing")
                .mayOnlyBeAccessedByLayers("http")
                .whereLayer("source")
                .mayOnlyBeAccessedByLayers("http")
                .whereLayer("tls")
                .mayOnlyBeAccessedByLayers("http")
                .whereLayer("cluster")
                .mayOnlyBeAccessedByLayers("http", "chart", "series", "listing")
                .check(CLASSES);
    }

    @Test
    void modulesImportOnlyToTheLeft() {
        noClasses()
                .that()
                .resideInAPackage("dev.livechatmetrics.streams..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.livechatmetrics.query..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.livechatmetrics.schemas..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.livechatmetrics.streams..", "dev.livechatmetrics.query..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.livechatmetrics.query.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    /** The middle is pure: what a chart shows is worked out without a server and without a client of Kafka. */
    @Test
    void chartsKnowNeitherHttpNorKafka() {
        noClasses()
                .that()
                .resideInAPackage(CHART)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.javalin..",
                        "org.eclipse.jetty..",
                        "jakarta.servlet..",
                        "java.net..",
                        "org.apache.kafka..",
                        "dev.livechatmetrics.streams.runtime..")
                .check(CLASSES);
    }

    @Test
    void onlyRoutesKnowTheServer() {
        noClasses()
                .that()
                .resideOutsideOfPackage(HTTP)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..", "io.micrometer..")
                .check(CLASSES);
    }

    @Test
    void sourcesKnowOnlyTheSchemasAndTheProducer() {
        classes()
                .that()
                .resideInAPackage(SOURCE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        SOURCE,
                        "dev.livechatmetrics.schemas.event..",
                        "dev.livechatmetrics.schemas.rocketchat..",
                        "java..",
                        "org.apache.kafka.clients.producer..",
                        "org.apache.kafka.common..")
                .check(CLASSES);
    }

    @Test
    void accessKnowsNeitherChartsNorTheServer() {
        classes()
                .that()
                .resideInAPackage(ACCESS)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ACCESS,
                        "java..",
                        "javax.net.ssl..",
                        "com.fasterxml.jackson..",
                        "com.github.benmanes.caffeine.cache..",
                        "io.github.bucket4j..",
                        "org.slf4j..")
                .check(CLASSES);
    }
}
