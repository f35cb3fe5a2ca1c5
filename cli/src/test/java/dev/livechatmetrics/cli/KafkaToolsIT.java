package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.cli.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation has operators run of Kafka's own scripts does what it says. */
class KafkaToolsIT {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```bash\n(.*?)^ *```$");
    private static final Pattern INLINE = Pattern.compile("`(kafka-[a-z-]+\\.sh [^`]*)`");
    private static final String CHANGELOG = "livechat-metrics-conversations-changelog";

    @TempDir
    private Path folder;

    @Test
    void shouldDoWhatTheDocumentationSays() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of("livechat.messages", "livechat.dead-letters", CHANGELOG).stream()
                            .map(name -> new NewTopic(name, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
            fill(broker.bootstrapServers(), "livechat.messages", 12_400);
            admin.alterConsumerGroupOffsets(
                            "livechat-metrics-sources",
                            Map.of(
                                    new TopicPartition("livechat.messages", 0),
                                    new org.apache.kafka.clients.consumer.OffsetAndMetadata(7)))
                    .all()
                    .get();
            KafkaTools tools = KafkaTools.in(folder.resolve("tools"));

            List<String> said = new ArrayList<>();
            for (String documented : documented()) {
                said.add(tools.run(documented.replace("…", broker.bootstrapServers())));
            }

            assertThat(setting(admin, "livechat.messages", "retention.ms")).isEqualTo("7776000000");
            assertThat(setting(admin, "livechat.messages", "segment.ms")).isEqualTo("86400000");
            assertThat(setting(admin, "livechat.dead-letters", "retention.ms")).isEqualTo("2592000000");
            assertThat(setting(admin, CHANGELOG, "max.compaction.lag.ms")).isEqualTo("86400000");
            TopicPartition messages = new TopicPartition("livechat.messages", 0);
            assertThat(admin.listOffsets(Map.of(messages, OffsetSpec.earliest()))
                            .partitionResult(messages)
                            .get()
                            .offset())
                    .isEqualTo(12_345);
            assertThat(said)
                    .anySatisfy(lag -> assertThat(lag)
                            .containsPattern("livechat-metrics-sources +livechat.messages +0 +7 +12400 +12393"));
        }
    }

    /** All of them, whichever page they come to be on: blocks as they stand, and single lines in a sentence. */
    private static List<String> documented() throws Exception {
        List<String> found = new ArrayList<>();
        for (Path page : ReadmeTest.pages()) {
            String text = Files.readString(page);
            BLOCK.matcher(text)
                    .results()
                    .map(block -> block.group(1))
                    .filter(block -> block.contains("kafka-"))
                    .filter(block -> block.lines().anyMatch(line -> line.strip().matches("kafka-[a-z-]+\\.sh .*")))
                    .forEach(found::add);
            INLINE.matcher(text).results().map(line -> line.group(1)).forEach(found::add);
        }
        assertThat(found).hasSize(5);
        return found;
    }

    private static String setting(Admin admin, String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        return config.get(name).value();
    }

    private static void fill(String bootstrapServers, String topic, int records) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                EventTopics.ofDefaultNames(bootstrapServers).producer(Map.of("linger.ms", 5))) {
            List<Future<RecordMetadata>> sent = IntStream.range(0, records)
                    .mapToObj(number -> producer.send(new ProducerRecord<>(topic, new byte[1])))
                    .toList();
            for (Future<RecordMetadata> acknowledged : sent) {
                acknowledged.get();
            }
        }
    }
}
