package dev.livechatmetrics.cli.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicReaderTest {
    private static final TopicPartition FIRST = new TopicPartition("t", 0);
    private static final TopicPartition SECOND = new TopicPartition("t", 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final List<String> taken = new ArrayList<>();

    TopicReaderTest() {
        consumer.updatePartitions("t", List.of(info(FIRST), info(SECOND)));
        consumer.updateBeginningOffsets(Map.of(FIRST, 2L, SECOND, 0L));
        consumer.updateEndOffsets(Map.of(FIRST, 5L, SECOND, 3L));
        consumer.schedulePollTask(() -> {
            for (long offset = 2; offset < 7; offset++) {
                add(FIRST, offset);
            }
            for (long offset = 0; offset < 4; offset++) {
                add(SECOND, offset);
            }
        });
    }

    @Test
    void shouldReadWhatIsThereAndNothingThatComesLater() {
        try (TopicReader reader = reader()) {
            reader.readAll("t", record -> take(record, Integer.MAX_VALUE));

            assertThat(taken).containsExactlyInAnyOrder("t-0@2", "t-0@3", "t-0@4", "t-1@0", "t-1@1", "t-1@2");
            assertThat(reader.recordsRead()).isEqualTo(6);
        }
    }

    @Test
    void shouldBeginWhereItIsAskedTo() {
        try (TopicReader reader = reader()) {
            assertThat(reader.read(
                            Map.of(FIRST, 4L, SECOND, 3L),
                            Map.of(FIRST, 5L, SECOND, 3L),
                            record -> take(record, Integer.MAX_VALUE)))
                    .isTrue();

            assertThat(taken).containsExactly("t-0@4");
        }
    }

    @Test
    void shouldEndWhereNoMoreIsTaken() {
        try (TopicReader reader = reader()) {
            assertThat(reader.read(Map.of(FIRST, 2L), Map.of(FIRST, 5L), record -> take(record, 2)))
                    .isFalse();

            assertThat(taken).containsExactly("t-0@2", "t-0@3");
        }
    }

    private boolean take(ConsumerRecord<byte[], byte[]> record, int most) {
        taken.add(record.topic() + "-" + record.partition() + "@" + record.offset());
        return taken.size() < most;
    }

    private void add(TopicPartition partition, long offset) {
        if (consumer.assignment().contains(partition) && consumer.position(partition) <= offset) {
            consumer.addRecord(
                    new ConsumerRecord<>(partition.topic(), partition.partition(), offset, new byte[0], new byte[0]));
        }
    }

    private static PartitionInfo info(TopicPartition partition) {
        return new PartitionInfo(partition.topic(), partition.partition(), Node.noNode(), new Node[0], new Node[0]);
    }

    private TopicReader reader() {
        return new TopicReader(new Destination(Map.of("bootstrap.servers", "here:9092"), "c", "m", "d"), new Mock());
    }

    private final class Mock implements ReadingConnector {
        @Override
        public Optional<String> obstacle(Destination destination) {
            return Optional.empty();
        }

        @Override
        public Optional<String> obstacle(Destination destination, List<String> topics) {
            return Optional.empty();
        }

        @Override
        public Producer<byte[], byte[]> producer(Destination destination) {
            throw new UnsupportedOperationException("nothing is sent");
        }

        @Override
        public Consumer<byte[], byte[]> consumer(Destination destination) {
            return consumer;
        }
    }
}
