package dev.livechatmetrics.benchmarks.chaos;

import dev.livechatmetrics.benchmarks.traffic.Disorder;
import dev.livechatmetrics.benchmarks.traffic.Traffic;
import dev.livechatmetrics.benchmarks.traffic.TrafficEvent;
import dev.livechatmetrics.benchmarks.traffic.TrafficShape;
import dev.livechatmetrics.streams.topology.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * So many events a second, a good part of them twice and all of them out of order, as evenly as brokers that come and go
 * let them through. What a producer gives up is sent again: to the product, one more repetition.
 */
final class ChaosLoad implements AutoCloseable {
    static final TopicNames TOPICS =
            new TopicNames("livechat.conversations", "livechat.messages", "livechat.dead-letters");
    static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);

    /** An event leaves its place by about so many. */
    private static final int DISORDER = 500;
    /** So that an hour at some hundred events a second spreads over some months. */
    private static final Duration BETWEEN_OPENINGS = Duration.ofMinutes(1);

    private static final int FEWEST_MESSAGES = 4;
    private static final int MOST_MESSAGES = 16;
    private static final double SECOND_NANOS = 1e9;
    private static final long TICK_NANOS = 2_000_000;
    private static final Duration ALL_ACKNOWLEDGED = Duration.ofMinutes(2);

    private final KafkaProducer<byte[], byte[]> producer;
    private final Iterator<TrafficEvent> events;
    private final int eventsASecond;
    private final ConcurrentLinkedQueue<SentEvent> sent = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<TrafficEvent> again = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "load");
    private volatile boolean stopped;
    private int sentAgain;

    private ChaosLoad(KafkaProducer<byte[], byte[]> producer, int eventsASecond, long seed) {
        this.producer = producer;
        this.eventsASecond = eventsASecond;
        Traffic traffic = new Traffic(
                new TrafficShape(
                        Instant.parse(FIRST_DAY + "T00:00:00Z"),
                        BETWEEN_OPENINGS.toMillis(),
                        Integer.MAX_VALUE,
                        FEWEST_MESSAGES,
                        MOST_MESSAGES,
                        0),
                seed);
        this.events = new Disorder(Stream.generate(traffic::next).iterator(), seed, DISORDER);
    }

    static ChaosLoad start(String bootstrapServers, int eventsASecond, long seed) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "linger.ms",
                        20,
                        "compression.type",
                        "lz4",
                        "max.block.ms",
                        60_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        ChaosLoad load = new ChaosLoad(producer, eventsASecond, seed);
        load.thread.start();
        return load;
    }

    private void run() {
        long startNanos = System.nanoTime();
        long done = 0;
        while (!stopped) {
            long due = (long) ((System.nanoTime() - startNanos) / SECOND_NANOS * eventsASecond);
            for (; done < due && !stopped; done++) {
                TrafficEvent refused = again.poll();
                send(refused == null ? events.next() : refused);
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
        for (TrafficEvent refused = next(); refused != null; refused = next()) {
            send(refused);
        }
    }

    /** What is left to be sent again once all is acknowledged or given up; null where nothing is. */
    private TrafficEvent next() {
        producer.flush();
        return again.poll();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback notices every failure
    private void send(TrafficEvent event) {
        SentEvent record = new SentEvent(event, System.nanoTime());
        sent.add(record);
        open.incrementAndGet();
        String topic = event.step().isMessage() ? TOPICS.messages() : TOPICS.conversations();
        byte[] key = event.conversationId().getBytes(StandardCharsets.US_ASCII);
        producer.send(new ProducerRecord<>(topic, key, event.value()), (metadata, refused) -> {
            if (refused == null) {
                record.acknowledge(metadata.partition(), metadata.offset());
            } else {
                again.add(event);
                sentAgain++; // by the one thread of the producer
            }
            open.decrementAndGet();
        });
    }

    /** Ends it and returns when all is acknowledged. */
    void finish() throws ChaosException, InterruptedException {
        stopped = true;
        thread.join(ALL_ACKNOWLEDGED.toMillis());
        if (thread.isAlive() || open.get() > 0) {
            throw new ChaosException(open.get() + " events were not acknowledged within " + ALL_ACKNOWLEDGED.toSeconds()
                    + " s of the end of the load");
        }
    }

    /** Every record, in the order of sending. */
    List<SentEvent> sent() {
        return List.copyOf(sent);
    }

    /** How many were sent once more because no acknowledgement came. */
    int sentAgain() {
        return sentAgain;
    }

    static LocalDate day(long epochMillis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(epochMillis), ZoneOffset.UTC);
    }

    @Override
    public void close() {
        stopped = true;
        producer.close(Duration.ZERO);
    }
}
