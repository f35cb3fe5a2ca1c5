package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.cli.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code serve} does about topics that are absent, or not as it needs them, and about a Kafka that is not there. */
class TopicsIT {
    @TempDir
    private static Path brokerFolder;

    private static EmbeddedBroker broker;
    private static Admin admin;

    @TempDir
    private Path folder;

    private final List<ServeProcess> started = new ArrayList<>();

    @BeforeAll
    static void startBroker() throws IOException {
        broker = EmbeddedBroker.start(brokerFolder, 0);
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    @AfterAll
    static void stopBroker() throws IOException {
        admin.close();
        broker.close();
    }

    @AfterEach
    void killWhatStillRuns() {
        started.forEach(ServeProcess::close);
    }

    @Test
    void shouldCreateAbsentTopicsThatKeepEverything() throws Exception {
        EventTopics topics = EventTopics.named(broker.bootstrapServers(), "absent");

        ServeProcess serve = serve(topics, Map.of("TOPIC_PARTITIONS", "3"));

        assertThat(serve.process().lineAfter("Topics: "))
                .contains("3 partitions each", "created absent.conversations, absent.messages, absent.dead-letters");
        for (String topic : List.of(topics.conversations(), topics.messages(), topics.deadLetters())) {
            TopicDescription description =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            assertThat(description.partitions())
                    .as(topic)
                    .hasSize(3)
                    .allSatisfy(partition -> assertThat(partition.replicas()).hasSize(1));
            assertThat(setting(topic, "cleanup.policy")).isEqualTo("delete");
            assertThat(setting(topic, "retention.ms")).isEqualTo("-1");
            assertThat(setting(topic, "message.timestamp.type")).isEqualTo("LogAppendTime");
        }
        assertThat(serve.process().stop()).isZero();
        assertThat(serve.process().out()).doesNotContain("Warning");
    }

    @Test
    void shouldCreateTheOtherTopicWithAsManyPartitions() throws Exception {
        EventTopics topics = EventTopics.named(broker.bootstrapServers(), "one");
        create(topics.messages(), 5, Map.of("retention.ms", "-1", "max.message.bytes", "2000000"));

        ServeProcess serve = serve(topics, Map.of("TOPIC_PARTITIONS", "2"));

        assertThat(serve.process().lineAfter("Topics: "))
                .contains("5 partitions each", "created one.conversations, one.dead-letters");
        assertThat(admin.describeTopics(List.of(topics.conversations()))
                        .allTopicNames()
                        .get()
                        .get(topics.conversations())
                        .partitions())
                .hasSize(5);
        assertThat(setting(topics.messages(), "max.message.bytes"))
                .as("of the one that was there")
                .isEqualTo("2000000");
        assertThat(setting(topics.messages(), "message.timestamp.type")).isEqualTo("CreateTime");
    }

    @Test
    void shouldRefuseACompactedTopicOfEvents() throws Exception {
        EventTopics topics = EventTopics.named(broker.bootstrapServers(), "compacted");
        create(topics.conversations(), 2, Map.of("retention.ms", "-1"));
        create(topics.messages(), 2, Map.of("cleanup.policy", "compact,delete", "retention.ms", "-1"));

        assertThat(refusal(topics))
                .contains(topics.messages(), "cleanup.policy=compact,delete", "--add-config cleanup.policy=delete");
    }

    @Test
    void shouldNameEveryBadTopicAndCreateNone() throws Exception {
        EventTopics topics = EventTopics.named(broker.bootstrapServers(), "bad");
        create(topics.conversations(), 2, Map.of("cleanup.policy", "compact"));
        create(topics.messages(), 3, Map.of("cleanup.policy", "compact"));

        assertThat(refusal(topics).lines())
                .hasSize(3)
                .anyMatch(line -> line.contains("2 and 3 partitions"))
                .anyMatch(
                        line -> line.startsWith("The topic " + topics.conversations() + " has cleanup.policy=compact"))
                .anyMatch(line -> line.startsWith("The topic " + topics.messages() + " has cleanup.policy=compact"));
        assertThat(admin.listTopics().names().get()).doesNotContain(topics.deadLetters());
    }

    @Test
    void shouldCreateNothingBesideACompactedTopic() throws Exception {
        EventTopics topics = EventTopics.named(broker.bootstrapServers(), "half");
        create(topics.messages(), 2, Map.of("cleanup.policy", "compact"));

        assertThat(refusal(topics)).contains(topics.messages());
        assertThat(admin.listTopics().names().get()).doesNotContain(topics.conversations(), topics.deadLetters());
    }

    @Test
    void shouldRefuseUnequalPartitionCounts() throws Exception {
        EventTopics topics = EventTopics.named(broker.bootstrapServers(), "unequal");
        create(topics.conversations(), 2, Map.of());
        create(topics.messages(), 3, Map.of());

        assertThat(refusal(topics))
                .contains(
                        topics.conversations(),
                        topics.messages(),
                        "2 and 3 partitions",
                        "TOPIC_CONVERSATIONS and TOPIC_MESSAGES");
    }

    @Test
    void shouldNameEveryAbsentSourceAndCreateNothing() throws Exception {
        EventTopics topics = EventTopics.named(broker.bootstrapServers(), "sourceless");
        create("sourceless.there", 1, Map.of());

        assertThat(refusal(
                                topics,
                                Map.of(
                                        "SOURCE_TOPIC_ROOMS",
                                        "sourceless.rooms",
                                        "SOURCE_TOPIC_MESSAGES",
                                        "sourceless.gone"))
                        .lines())
                .containsExactly(
                        absent("sourceless.rooms", "SOURCE_TOPIC_ROOMS"),
                        absent("sourceless.gone", "SOURCE_TOPIC_MESSAGES"));
        assertThat(refusal(
                                topics,
                                Map.of(
                                        "SOURCE_TOPIC_ROOMS",
                                        "sourceless.rooms",
                                        "SOURCE_TOPIC_MESSAGES",
                                        "sourceless.there"))
                        .lines())
                .containsExactly(absent("sourceless.rooms", "SOURCE_TOPIC_ROOMS"));
        assertThat(admin.listTopics().names().get()).doesNotContain(topics.conversations(), "sourceless.rooms");
    }

    private static String absent(String topic, String key) {
        return "The topic " + topic + ", which " + key + " names, does not exist in Kafka at "
                + broker.bootstrapServers()
                + ". Start the connector that writes it first, or create the topic, or leave " + key + " unset.";
    }

    @Test
    void shouldWarnAboutFiniteRetentionAndRun() throws Exception {
        EventTopics topics = EventTopics.named(broker.bootstrapServers(), "finite");
        create(topics.conversations(), 2, Map.of("retention.ms", "-1"));
        create(topics.messages(), 2, Map.of("retention.ms", "604800000"));

        ServeProcess serve = serve(topics, Map.of());

        assertThat(serve.process().lineAfter("Warning: "))
                .contains(topics.messages(), "retention.ms=604800000", "--add-config retention.ms=-1");
        serve.api().awaitReady();
        assertThat(serve.process().out()).doesNotContain("topic " + topics.conversations());
    }

    @Test
    void shouldSayPlainlyThatKafkaIsNotThere() throws Exception {
        int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = free.getLocalPort();
        }

        long startedNanos = System.nanoTime();
        assertThat(refusal(EventTopics.ofDefaultNames("127.0.0.1:" + nobody)))
                .contains("Kafka at 127.0.0.1:" + nobody + " did not answer", "Check KAFKA_BOOTSTRAP_SERVERS");
        assertThat(Duration.ofNanos(System.nanoTime() - startedNanos)).isLessThan(Duration.ofSeconds(45));
    }

    /** What is said on standard error with exit status 1. */
    private String refusal(EventTopics topics) throws Exception {
        return refusal(topics, Map.of());
    }

    private String refusal(EventTopics topics, Map<String, String> more) throws Exception {
        ServeProcess serve = serve(topics, more);
        assertThat(serve.process().exitStatus()).isEqualTo(1);
        assertThat(serve.process().out()).isEmpty();
        assertThat(serve.process().err()).doesNotContain("Exception", "\tat ");
        return serve.process().err();
    }

    private ServeProcess serve(EventTopics topics, Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(topics.environment());
        environment.put("APPLICATION_ID", topics.conversations());
        environment.putAll(more);
        ServeProcess serve = ServeProcess.start(InstanceFolder.in(folder).environment(environment));
        started.add(serve);
        return serve;
    }

    private static void create(String name, int partitions, Map<String, String> settings)
            throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
                .all()
                .get();
    }

    private static String setting(String topic, String name) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(name)
                .value();
    }
}
