package dev.livechatmetrics.streams;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pure in the middle: what a figure is depends on neither Kafka nor a clock. Imports go downwards only. */
final class StreamsDependenciesTest {
    private static final String CONVERSATION = "dev.livechatmetrics.streams.conversation..";
    private static final String AGGREGATE = "dev.livechatmetrics.streams.aggregate..";
    private static final String TOPOLOGY = "dev.livechatmetrics.streams.topology..";
    private static final String RUNTIME = "dev.livechatmetrics.streams.runtime..";

    private static final JavaClasses STREAMS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.livechatmetrics.streams");

    @Test
    void conversationAndAggregateShouldKnowNoEdges() {
        noClasses()
                .that()
                .resideInAnyPackage(CONVERSATION, AGGREGATE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "org.rocksdb..",
                        "org.slf4j..",
                        "java.io..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.net..",
                        "java.util.concurrent..")
                .check(STREAMS);
    }

    @Test
    void conversationAndAggregateShouldReadNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(CONVERSATION, AGGREGATE)
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.time\\.(Clock|InstantSource)")
                .orShould()
                .accessTargetWhere(describe("reads a clock", StreamsDependenciesTest::readsClock))
                .check(STREAMS);
    }

    private static boolean readsClock(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getFullName();
        String name = access.getTarget().getName();
        return (owner.startsWith("java.time.") && name.equals("now"))
                || (owner.equals("java.lang.System")
                        && Set.of("currentTimeMillis", "nanoTime").contains(name))
                || (owner.equals("java.util.Date") && name.equals("<init>"));
    }

    @Test
    void packagesShouldImportDownwardsOnly() {
        assertNo(CONVERSATION, AGGREGATE, TOPOLOGY, RUNTIME);
        assertNo(AGGREGATE, TOPOLOGY, RUNTIME);
        assertNo(TOPOLOGY, RUNTIME);
    }

    @Test
    void streamsShouldNotKnowWhoAsks() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.livechatmetrics.query..", "dev.livechatmetrics.cli..", "io.javalin..")
                .check(STREAMS);
    }

    private static void assertNo(String from, String... to) {
        noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to)
                .check(STREAMS);
    }
}
