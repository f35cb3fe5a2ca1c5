package dev.livechatmetrics.cli.send;

import dev.livechatmetrics.query.cluster.InputPositions;
import dev.livechatmetrics.streams.topology.InputPosition;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Hands envelopes to a producer and counts what becomes of them. A record that Kafka refuses for its own sake is
 * reported and the run goes on; any other failure comes after the producer's own retries, so it ends the run: it is
 * reported once, and no further event is taken.
 */
public final class EventSender implements AutoCloseable {
    /**
     * Events under way at most. The producer bounds their bytes after compression, in which a million small events fit,
     * and not what it remembers of each of them on the heap.
     */
    private static final int MAX_UNDER_WAY = 1 << 16;

    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(5);

    private final Semaphore room = new Semaphore(MAX_UNDER_WAY);
    private final Producer<byte[], byte[]> producer;
    private final Destination destination;
    private final Consumer<String> complaints;
    private final LongAdder sent = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder failed = new LongAdder();
    /** By topic and partition, the offset after the last that was acknowledged. */
    private final Map<EventTopic, Map<Integer, Long>> reached = new ConcurrentHashMap<>();

    private final AtomicBoolean over = new AtomicBoolean();

    /** {@code complaints} takes one sentence for each failure, from any thread. */
    public EventSender(Producer<byte[], byte[]> producer, Destination destination, Consumer<String> complaints) {
        this.producer = producer;
        this.destination = destination;
        this.complaints = complaints;
    }

    /** Hands one over, and blocks while too many are under way. False where the run is over and it was not taken. */
    public boolean send(Envelope envelope, Position position) {
        String name = destination.name(envelope.topic());
        return send(envelope.topic(), new ProducerRecord<>(name, envelope.key(), envelope.value()), position);
    }

    /** The same of a record that is complete: for that topic, under its name in Kafka. */
    public boolean send(EventTopic topic, ProducerRecord<byte[], byte[]> event, Position position) {
        if (over.get()) {
            return false;
        }
        room.acquireUninterruptibly();
        if (over.get()) {
            return false;
        }
        sent.increment();
        try {
            // The callback tells what the future would, without a wait.
            Future<RecordMetadata> unused = producer.send(event, (metadata, failure) -> {
                if (failure == null) {
                    reached.computeIfAbsent(topic, first -> new ConcurrentHashMap<>())
                            .merge(metadata.partition(), metadata.offset() + 1, Math::max);
                }
                settle(position, failure);
            });
        } catch (RuntimeException e) {
            // The producer is of no more use: closed by abandon(), for one. The callback is not called.
            settle(position, e);
        }
        return true;
    }

    private void settle(Position position, Exception failure) {
        if (failure == null) {
            acknowledged.increment();
        } else {
            fail(position, failure);
        }
        room.release();
    }

    private void fail(Position position, Exception failure) {
        failed.increment();
        boolean ofTheRecord = failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof InvalidRecordException
                || failure instanceof InvalidTimestampException;
        if (ofTheRecord) {
            complaints.accept(position + ": was refused: " + failure.getMessage());
        } else if (over.compareAndSet(false, true)) {
            complaints.accept(position + ": was not acknowledged, and sending ends here: " + failure.getMessage());
        }
    }

    /** Counts and reports a line that is no envelope, or an input that cannot be read. */
    public void reject(String where, String reason) {
        failed.increment();
        complaints.accept(where + ": " + reason);
    }

    public Tally tally() {
        return new Tally(sent.sum(), acknowledged.sum(), failed.sum());
    }

    /** How far an answer must have read to contain every event that is acknowledged by now. */
    public InputPositions reached() {
        SortedMap<Integer, InputPosition> positions = new TreeMap<>();
        Map<Integer, Long> conversations = reached.getOrDefault(EventTopic.CONVERSATIONS, Map.of());
        Map<Integer, Long> messages = reached.getOrDefault(EventTopic.MESSAGES, Map.of());
        conversations.forEach((partition, offset) ->
                positions.put(partition, new InputPosition(offset, messages.getOrDefault(partition, 0L))));
        messages.forEach((partition, offset) ->
                positions.put(partition, new InputPosition(conversations.getOrDefault(partition, 0L), offset)));
        return new InputPositions(positions);
    }

    /** How many partitions that topic has. */
    int partitions(EventTopic topic) {
        return producer.partitionsFor(destination.name(topic)).size();
    }

    /** Waits until every event is acknowledged or has failed. */
    public void flush() {
        producer.flush();
    }

    /** Not without bound: after {@link #flush()} a producer still waits for answers that Kafka owes to given-up requests. */
    @Override
    public void close() {
        producer.close(PATIENCE_AT_CLOSE);
    }

    /** Takes no more, waits that long for those under way, and gives up the rest; from any thread. */
    void abandon(Duration patience) {
        over.set(true);
        producer.close(patience);
    }
}
