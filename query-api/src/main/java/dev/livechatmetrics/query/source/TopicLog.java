package dev.livechatmetrics.query.source;

import dev.livechatmetrics.schemas.event.EventEncoder;
import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.Ids;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The two topics of events. */
public final class TopicLog implements EventLog, Closeable {
    /** Rocket.Chat gives up a webhook after 5 s ({@code Livechat_http_timeout}) and sends it again. */
    static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(1);

    private final Producer<byte[], byte[]> producer;
    private final String conversations;
    private final String messages;
    private final Duration patience;

    TopicLog(Producer<byte[], byte[]> producer, String conversations, String messages, Duration patience) {
        this.producer = producer;
        this.conversations = conversations;
        this.messages = messages;
        this.patience = patience;
    }

    /** {@code clientProperties}: of every client of Kafka, {@code bootstrap.servers} among them. */
    public static TopicLog connect(Map<String, Object> clientProperties, String conversations, String messages) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "livechat-metrics-webhooks");
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.putAll(clientProperties);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis() / 2);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return new TopicLog(
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()),
                conversations,
                messages,
                PATIENCE);
    }

    @Override
    public boolean append(List<LivechatEvent> events) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        List<Future<RecordMetadata>> sent = new ArrayList<>(events.size());
        try {
            for (LivechatEvent event : events) {
                sent.add(producer.send(record(event)));
                // Where Kafka is out of reach each send blocks for as long as it may.
                if (System.nanoTime() - deadlineNanos > 0) {
                    return false;
                }
            }
            for (Future<RecordMetadata> each : sent) {
                each.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException | KafkaException | IllegalStateException e) {
            // The producer's own log says why; the last is what a closed producer throws.
            return false;
        }
    }

    private ProducerRecord<byte[], byte[]> record(LivechatEvent event) {
        boolean ofMessage = event.type().compareTo(EventType.MESSAGE_SENT) >= 0;
        return new ProducerRecord<>(
                ofMessage ? messages : conversations, Ids.utf8(event.conversationId()), EventEncoder.encode(event));
    }

    @Override
    public void close() {
        producer.close(PATIENCE_AT_CLOSE);
    }
}
