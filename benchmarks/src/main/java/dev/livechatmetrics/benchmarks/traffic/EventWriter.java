package dev.livechatmetrics.benchmarks.traffic;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends events to the topics of a log, compressed with lz4. */
public final class EventWriter implements AutoCloseable {
    private final EventLog log;
    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    public EventWriter(String bootstrapServers, EventLog log) {
        this.log = log;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        128 * 1024,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        64L * 1024 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends it soon. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback notices every failure
    public void send(TrafficEvent event) throws ExecutionException {
        if (failure.get() != null) {
            throw new ExecutionException("An event could not be written", failure.get());
        }
        String topic = event.step().isMessage() ? log.messages() : log.conversations();
        byte[] key = event.conversationId().getBytes(StandardCharsets.US_ASCII);
        producer.send(new ProducerRecord<>(topic, key, event.value()), (metadata, refused) -> {
            if (refused != null) {
                failure.compareAndSet(null, refused);
            }
        });
    }

    /** Returns when all that was sent is acknowledged. */
    public void flush() throws ExecutionException {
        producer.flush();
        if (failure.get() != null) {
            throw new ExecutionException("An event could not be written", failure.get());
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
