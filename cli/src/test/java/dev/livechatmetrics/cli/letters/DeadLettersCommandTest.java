package dev.livechatmetrics.cli.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.cli.send.Destination;
import dev.livechatmetrics.cli.send.ReadingConnector;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class DeadLettersCommandTest {
    private static final Destination DESTINATION =
            new Destination(Map.of("bootstrap.servers", "here:9092"), "c", "m", "d");
    private static final String SECRET = "secret";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
    private final Map<Integer, Long> ends = new HashMap<>(Map.of(0, 0L, 1, 0L));
    private final List<List<String>> asked = new ArrayList<>();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                @Override
                public void close(Duration patience) {
                    // So that a second run can use it.
                }
            };
    private Optional<String> obstacle = Optional.empty();

    @Test
    void shouldCountLettersByReasonAndTopic() {
        letter(0, "2025-10-01T10:00:00.5Z", "m", 0, "missing-field sender");
        letter(1, "2025-10-01T09:00:00.5Z", "m", 1, "missing-field sender");
        letter(1, "2025-10-01T11:00:00.5Z", "c", 1, "empty-value");

        assertThat(run("list")).isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "reason                origin topic  letters  first                 last",
                        "empty-value           c                   1  2025-10-01T11:00:00Z  2025-10-01T11:00:00Z",
                        "missing-field sender  m                   2  2025-10-01T09:00:00Z  2025-10-01T10:00:00Z",
                        "total 3");
        assertThat(asked).containsExactly(List.of("d"));
        assertThat(out + "" + err).doesNotContain(SECRET);
    }

    @Test
    void shouldListLettersByTheirPlaces() {
        letter(1, "2025-10-01T10:00:00Z", "m", 3, "missing-field sender");
        put(0, new RecordHeaders().add("livechat.error.partition", "x".getBytes(UTF_8)));

        assertThat(run("list", "--json")).isZero();

        assertThat(out.toString().lines())
                .containsExactlyInAnyOrder(
                        "{\"partition\":1,\"offset\":0,\"time\":\"2025-10-01T10:00:00Z\","
                                + "\"reason\":\"missing-field sender\",\"originTopic\":\"m\",\"originPartition\":3,"
                                + "\"originOffset\":7,\"cut\":false}",
                        "{\"partition\":0,\"offset\":0,\"time\":\"1970-01-01T00:00:00Z\",\"reason\":null,"
                                + "\"originTopic\":null,\"originPartition\":null,\"originOffset\":null,\"cut\":false}");
        assertThat(err.toString().lines()).containsExactly("total 2");
        assertThat(out.toString()).doesNotContain(SECRET);
    }

    @Test
    void shouldListTheReasonsThatAreAskedForAndSayWhichThereAreNot() {
        letter(0, "2025-10-01T10:00:00Z", "m", 0, "missing-field sender");
        letter(0, "2025-10-01T10:00:00Z", "m", 0, "missing-field type");
        letter(0, "2025-10-01T10:00:00Z", "m", 0, "missing-key");
        letter(0, "2025-10-01T10:00:00Z", "m", 0, "empty-value");

        assertThat(run("list", "--reason", "missing-field", "--reason", "empty-value", "--reason", "missing"))
                .isZero();
        assertThat(out.toString()).contains("field sender", "field type", "empty-value", "total 3");
        assertThat(err.toString().lines()).containsExactly("no dead letter has the reason \"missing\"");

        letter(1, "2025-10-01T10:00:00Z", "rooms", 0, "not-a-change: is not JSON, near byte 1");
        assertThat(run("list", "--reason", "not-a-change")).isZero();
        assertThat(out.toString()).contains("not-a-change: is not JSON, near byte 1", "total 1");

        assertThat(run("list", "--reason", "missing-field type")).isZero();
        assertThat(out.toString()).endsWith("total 1" + System.lineSeparator());
    }

    @Test
    void shouldLetNoHeaderMoveTheCursor() {
        letter(0, "2025-10-01T10:00:00Z", "m\n", 0, "\u001b[2J");

        assertThat(run("list")).isZero();

        assertThat(out.toString()).contains("?[2J", "m?").doesNotContain("\u001b");
    }

    @Test
    void shouldReadNoFurtherThanTheTopicReachedWhenItBegan() {
        letter(0, "2025-10-01T10:00:00Z", "m", 0, "empty-value");
        letter(0, "2025-10-01T10:00:00Z", "m", 0, "empty-value");
        ends.put(0, 1L);

        assertThat(run("list")).isZero();

        assertThat(out.toString()).endsWith("total 1" + System.lineSeparator());
    }

    @Test
    void shouldSayPlainlyThatNothingIsThere() {
        assertThat(run("list")).isZero();
        assertThat(out.toString().lines()).containsExactly("total 0");

        obstacle = Optional.of("nobody there");
        assertThat(run("list")).isEqualTo(1);
        assertThat(run("resend", "--all")).isEqualTo(1);
        assertThat(err.toString().lines()).containsExactly("nobody there", "nobody there");
        assertThat(asked).endsWith(List.of("d", "c", "m"));
    }

    @Test
    void shouldSendOriginalsBackToWhereTheyCameFrom() {
        letter(0, "2025-10-01T10:00:00Z", "m", 2, "time-in-future occurredAt")
                .headers()
                .add("trace", "t".getBytes(UTF_8));
        letter(1, "2025-10-01T10:00:00Z", "c", 1, "empty-value");

        assertThat(run("resend", "--reason", "time-in-future")).isZero();

        ProducerRecord<byte[], byte[]> sent = producer.history().get(0);
        assertThat(producer.history()).hasSize(1);
        assertThat(sent.topic()).isEqualTo("m");
        assertThat(sent.partition()).isEqualTo(2);
        assertThat(sent.timestamp()).isNull();
        assertThat(sent.key()).isEqualTo((SECRET + "0").getBytes(UTF_8));
        assertThat(sent.value()).isEqualTo(SECRET.getBytes(UTF_8));
        assertThat(Arrays.stream(sent.headers().toArray())
                        .map(header -> header.key() + new String(header.value(), UTF_8)))
                .containsExactly("tracet");
        assertThat(err.toString().lines())
                .containsExactly(
                        "sent 1, acknowledged 1, failed 0", "dead letters: 2, asked for: 1, of which 1 to send");
    }

    @Test
    void shouldSkipWhatIsCutOrCameFromElsewhereAndEndWithOne() {
        letter(0, "2025-10-01T10:00:00Z", "m", 0, "wrong-type sender")
                .headers()
                .add("livechat.error.cut", "value from 9 bytes".getBytes(UTF_8));
        letter(0, "2025-10-01T10:00:00Z", "other", 0, "empty-value");
        letter(0, "2025-10-01T10:00:00Z", "m", 3, "empty-value");
        put(0, new RecordHeaders());
        letter(0, "2025-10-01T10:00:00Z", "c", 2, "empty-value");

        assertThat(run("resend", "--all")).isEqualTo(1);

        assertThat(producer.history()).hasSize(1);
        assertThat(err.toString())
                .contains("dead letters: 5, asked for: 5, of which 1 to send, 1 skipped: not all of the record is there"
                        + " (livechat.error.cut), 3 skipped: from no partition of a topic of events");
    }

    @Test
    void shouldSendOneOfEqualRecords() {
        letter(0, "2025-10-01T10:00:00Z", "m", 0, "empty-value");
        ConsumerRecord<byte[], byte[]> first = letters.get(0);
        letters.add(new ConsumerRecord<>(
                "d",
                0,
                1,
                0,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                first.key(),
                first.value(),
                first.headers(),
                Optional.empty()));
        letters.add(new ConsumerRecord<>(
                "d",
                0,
                2,
                0,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                first.key(),
                null,
                first.headers(),
                Optional.empty()));
        letters.add(new ConsumerRecord<>(
                "d",
                0,
                3,
                0,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                null,
                first.key(),
                first.headers(),
                Optional.empty()));
        ends.put(0, 4L);

        assertThat(run("resend", "--all")).isZero();

        assertThat(producer.history()).hasSize(3);
        assertThat(err.toString()).contains("of which 3 to send, 1 equal to one of these");
    }

    @Test
    void shouldSendNothingWhenItOnlyLooks() {
        letter(0, "2025-10-01T10:00:00Z", "m", 0, "empty-value");

        assertThat(run("resend", "--all", "--dry-run")).isZero();

        assertThat(producer.history()).isEmpty();
        assertThat(err.toString().lines()).containsExactly("dead letters: 1, asked for: 1, of which 1 to send");
    }

    @Test
    void shouldSayHowFarAnAnswerMustHaveRead() {
        letter(0, "2025-10-01T10:00:00Z", "m", 1, "empty-value");

        assertThat(run("resend", "--all", "--wait")).isZero();

        assertThat(out.toString().lines()).containsExactly("conversations=;messages=1");
    }

    @Test
    void shouldNotGuessWhatToSend() {
        assertThat(run("resend")).isEqualTo(2);
        assertThat(run("resend", "--all=false")).isEqualTo(2);
        assertThat(run("resend", "--all", "--reason", "empty-value")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("--reason", "--all", "list", "resend");
        assertThat(producer.history()).isEmpty();
    }

    private int run(String... arguments) {
        ReadingConnector connector = new ReadingConnector() {
            @Override
            public Optional<String> obstacle(Destination destination) {
                return obstacle;
            }

            @Override
            public Optional<String> obstacle(Destination destination, List<String> topics) {
                asked.add(topics);
                return obstacle;
            }

            @Override
            public Consumer<byte[], byte[]> consumer(Destination destination) {
                return consumerOfLetters();
            }

            @Override
            public Producer<byte[], byte[]> producer(Destination destination) {
                return producer;
            }
        };
        return DeadLettersCommand.withSubcommands(config -> DESTINATION, connector)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private MockConsumer<byte[], byte[]> consumerOfLetters() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updatePartitions("d", partitions("d", 2));
        consumer.updatePartitions("c", partitions("c", 3));
        consumer.updatePartitions("m", partitions("m", 3));
        ends.forEach((partition, end) -> {
            consumer.updateBeginningOffsets(Map.of(new TopicPartition("d", partition), 0L));
            consumer.updateEndOffsets(Map.of(new TopicPartition("d", partition), end));
        });
        consumer.schedulePollTask(() -> letters.forEach(consumer::addRecord));
        return consumer;
    }

    private static List<PartitionInfo> partitions(String topic, int count) {
        return IntStream.range(0, count)
                .mapToObj(partition -> new PartitionInfo(topic, partition, null, null, null))
                .toList();
    }

    private ConsumerRecord<byte[], byte[]> letter(
            int partition, String time, String topic, int originPartition, String reason) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("livechat.error.topic", topic.getBytes(UTF_8));
        headers.add(
                "livechat.error.partition", Integer.toString(originPartition).getBytes(UTF_8));
        headers.add("livechat.error.offset", "7".getBytes(UTF_8));
        headers.add("livechat.error.reason", reason.getBytes(UTF_8));
        return put(partition, Instant.parse(time), headers);
    }

    private void put(int partition, Headers headers) {
        ConsumerRecord<byte[], byte[]> unused = put(partition, Instant.EPOCH, headers);
    }

    private ConsumerRecord<byte[], byte[]> put(int partition, Instant time, Headers headers) {
        long offset = ends.merge(partition, 1L, Long::sum) - 1;
        ConsumerRecord<byte[], byte[]> letter = new ConsumerRecord<>(
                "d",
                partition,
                offset,
                time.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                (SECRET + offset).getBytes(UTF_8),
                SECRET.getBytes(UTF_8),
                headers,
                Optional.empty());
        letters.add(letter);
        return letter;
    }
}
