package dev.livechatmetrics.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourceTopologyTest {
    private static final SourceTopics SOURCES = new SourceTopics(Optional.of("rooms"), Optional.of("messages"));
    private static final String ROOM = "{\"_id\":\"R\",\"t\":\"l\",\"ts\":{\"$date\":1759312800000}}";
    private static final String MESSAGE =
            "{\"_id\":\"M\",\"rid\":\"R\",\"ts\":{\"$date\":1759312800000},\"u\":{\"_id\":\"A\"},\"msg\":\"secret\"}";

    private final SourceCounts counts = new SourceCounts();
    private final TopologyTestDriver driver = new TopologyTestDriver(
            SourceTopology.build(SOURCES, TopicNames.DEFAULT, 1_000_000, counts), new Properties());
    private final TestInputTopic<byte[], byte[]> rooms =
            driver.createInputTopic("rooms", new ByteArraySerializer(), new ByteArraySerializer());
    private final TestInputTopic<byte[], byte[]> messages =
            driver.createInputTopic("messages", new ByteArraySerializer(), new ByteArraySerializer());

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldKeyEventsByTheirConversation() {
        rooms.pipeInput(bytes("{\"_id\":\"R\"}"), bytes(ROOM));
        messages.pipeInput(bytes("{\"_id\":\"M\"}"), bytes(MESSAGE));

        assertThat(read(TopicNames.DEFAULT.conversations()))
                .hasSize(2)
                .allMatch(record -> text(record.key()).equals("R"))
                .extracting(record -> text(record.value()).substring(0, 28))
                .containsExactly("{\"type\":\"conversation.opened", "{\"type\":\"conversation.transf");
        assertThat(read(TopicNames.DEFAULT.messages())).singleElement().satisfies(record -> {
            assertThat(text(record.key())).isEqualTo("R");
            assertThat(text(record.value()))
                    .startsWith("{\"type\":\"message.sent\",\"messageId\":\"M\",")
                    .doesNotContain("secret");
        });
        assertThat(counts).hasToString("{messages mapped events=1, rooms mapped events=1}");
    }

    @Test
    void shouldTellTheDeletionOfARoomByATombstone() {
        rooms.pipeInput(
                bytes("{\"_id\":\"R\"}"), bytes("{\"operationType\":\"delete\",\"documentKey\":{\"_id\":\"R\"}}"));

        assertThat(read(TopicNames.DEFAULT.conversations())).singleElement().satisfies(record -> {
            assertThat(text(record.key())).isEqualTo("R");
            assertThat(record.value()).isNull();
        });
        assertThat(counts).hasToString("{rooms mapped deletion=1}");
    }

    @Test
    void shouldCountWhatSaysNothing() {
        rooms.pipeInput(null, bytes("{\"_id\":\"C\",\"t\":\"c\"}"));
        messages.pipeInput(bytes("{\"_id\":\"M\"}"), bytes("{\"operationType\":\"delete\"}"));

        assertThat(read(TopicNames.DEFAULT.conversations())).isEmpty();
        assertThat(read(TopicNames.DEFAULT.messages())).isEmpty();
        assertThat(read(TopicNames.DEFAULT.deadLetters())).isEmpty();
        assertThat(counts).hasToString("{messages nothing deleted-message-unknown=1, rooms nothing no-livechat=1}");
    }

    @Test
    void shouldSendWhatIsNoChangeToTheDeadLettersAndGoOn() {
        rooms.pipeInput(bytes("k"), bytes("{\"_id\":\"R\",\"t\":\"l\",\"ts\":\"secret\"}"));
        rooms.pipeInput(null, bytes("not JSON"));
        rooms.pipeInput(null, new byte[0]);
        rooms.pipeInput(null, bytes(ROOM));

        List<TestRecord<byte[], byte[]>> dead = read(TopicNames.DEFAULT.deadLetters());
        assertThat(dead)
                .extracting(record -> header(record, "livechat.error.reason"))
                .containsExactly(
                        "not-a-change: \"ts\" is not a date",
                        "not-a-change: is not JSON, near byte 1",
                        "not-a-change: the value is not a JSON object");
        assertThat(text(dead.get(0).key())).isEqualTo("k");
        assertThat(header(dead.get(0), "livechat.error.topic")).isEqualTo("rooms");
        assertThat(header(dead.get(1), "livechat.error.offset")).isEqualTo("1");
        assertThat(read(TopicNames.DEFAULT.conversations())).hasSize(2);
        assertThat(counts).hasToString("{rooms dead-lettered not-a-change=3, rooms mapped events=1}");
    }

    private List<TestRecord<byte[], byte[]>> read(String topic) {
        return new ArrayList<>(driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList());
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return text(header.value());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
