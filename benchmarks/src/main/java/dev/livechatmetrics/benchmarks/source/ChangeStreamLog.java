package dev.livechatmetrics.benchmarks.source;

import dev.livechatmetrics.benchmarks.contender.ChangeStreams;
import dev.livechatmetrics.benchmarks.traffic.EventLog;
import dev.livechatmetrics.benchmarks.traffic.LogTotals;
import dev.livechatmetrics.schemas.event.EventEncoder;
import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.Ids;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import dev.livechatmetrics.schemas.rocketchat.Mapped;
import dev.livechatmetrics.schemas.rocketchat.RocketChat;
import dev.livechatmetrics.testkit.ChangeStreamForm;
import dev.livechatmetrics.testkit.MongoJson;
import dev.livechatmetrics.testkit.NaiveRocketChat;
import dev.livechatmetrics.testkit.RocketChatChange;
import dev.livechatmetrics.testkit.RocketChatChange.Collection;
import dev.livechatmetrics.testkit.RocketChatHistory;
import dev.livechatmetrics.testkit.RocketChatTraits;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A workspace's writes in a connector's two topics, and the events that they make in two more, each as often as a change
 * tells it again.
 *
 * @param log the latter, with how many they are and of how many conversations that count
 * @param records of the connector
 */
record ChangeStreamLog(EventLog log, long records) {
    private static final ChangeStreamForm FORM = ChangeStreamForm.MONGODB;
    private static final String FIRST_DAY = "2025-08-31";
    private static final String LAST_DAY = "2025-09-25";

    /** At least so many records. */
    static ChangeStreamLog write(String bootstrapServers, String name, long seed, long records)
            throws ExecutionException, InterruptedException {
        EventLog topics = new EventLog(name, null);
        EventLog.create(
                bootstrapServers,
                List.of(
                        ChangeStreams.rooms(name),
                        ChangeStreams.messages(name),
                        topics.conversations(),
                        topics.messages()));
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "linger.ms",
                20,
                "batch.size",
                128 << 10,
                "compression.type",
                "lz4");
        try (Writing writing = new Writing(
                topics, new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()))) {
            for (int number = 0; writing.records < records; number++) {
                writing.write(RocketChatHistory.conversation(seed, number, RocketChatTraits.ALL));
            }
            writing.flush();
            LogTotals totals = new LogTotals(
                    writing.events, 0, writing.conversations, 0, 0, 0, writing.bytes, FIRST_DAY, LAST_DAY);
            return new ChangeStreamLog(new EventLog(name, totals), writing.records);
        }
    }

    private static final class Writing implements AutoCloseable {
        private final EventLog topics;
        private final KafkaProducer<byte[], byte[]> producer;
        private final AtomicReference<Exception> failure = new AtomicReference<>();
        private long records;
        private long events;
        private long conversations;
        private long bytes;

        Writing(EventLog topics, KafkaProducer<byte[], byte[]> producer) {
            this.topics = topics;
            this.producer = producer;
        }

        void write(RocketChatHistory history) {
            conversations += NaiveRocketChat.ofChanges(history.changes(), true).countedConversations();
            for (RocketChatChange change : history.changes()) {
                boolean ofRoom = change.collection() == Collection.ROOM;
                String topic = ofRoom ? ChangeStreams.rooms(topics.name()) : ChangeStreams.messages(topics.name());
                for (ChangeStreamForm.Written record : FORM.records(change, MongoJson.CANONICAL)) {
                    records++;
                    send(topic, record.key(), record.value());
                    write(
                            ofRoom
                                    ? RocketChat.roomChange(record.key(), record.value())
                                    : RocketChat.messageChange(record.key(), record.value()));
                }
            }
        }

        private void write(Mapped mapped) {
            if (mapped instanceof Mapped.Events made) {
                for (LivechatEvent event : made.events()) {
                    boolean ofMessage = event.type().compareTo(EventType.MESSAGE_SENT) >= 0;
                    write(
                            ofMessage ? topics.messages() : topics.conversations(),
                            Ids.utf8(made.conversationId()),
                            EventEncoder.encode(event));
                }
            } else if (mapped instanceof Mapped.Removed removed) {
                write(topics.conversations(), Ids.utf8(removed.conversationId()), null);
            }
        }

        private void write(String topic, byte[] key, byte[] value) {
            events++;
            bytes += key.length + (value == null ? 0 : value.length);
            send(topic, key, value);
        }

        @SuppressWarnings("FutureReturnValueIgnored") // the callback notices every failure
        private void send(String topic, byte[] key, byte[] value) {
            producer.send(new ProducerRecord<>(topic, key, value), (metadata, refused) -> {
                if (refused != null) {
                    failure.compareAndSet(null, refused);
                }
            });
        }

        /** Returns when all are acknowledged. */
        void flush() throws ExecutionException {
            producer.flush();
            if (failure.get() != null) {
                throw new ExecutionException("A record could not be written", failure.get());
            }
        }

        @Override
        public void close() {
            producer.close();
        }
    }
}
