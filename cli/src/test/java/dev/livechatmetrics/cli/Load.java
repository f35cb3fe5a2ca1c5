package dev.livechatmetrics.cli;

import dev.livechatmetrics.testkit.WireEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Sends events in order from a thread of its own, as far as the test lets it, so that something can be killed in the
 * middle. What the broker did not acknowledge is sent again, to where the broker is by then.
 */
final class Load implements AutoCloseable {
    private static final int CHUNK = 500;

    /** For a producer whose broker stays. */
    static final Map<String, Object> PATIENT = Map.of("linger.ms", 5);

    /** For one whose broker is killed and comes back at another port. */
    static final Map<String, Object> GIVING_UP_SOON = Map.of(
            "linger.ms", 5,
            "max.block.ms", 5_000,
            "request.timeout.ms", 5_000,
            "delivery.timeout.ms", 6_000);

    private final List<WireEvent> events;
    private final Map<String, Object> producerProperties;
    private final Semaphore allowed = new Semaphore(0);
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger again = new AtomicInteger();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final CompletableFuture<Void> done;
    private volatile EventTopics topics;
    private int allowedSoFar;

    Load(List<WireEvent> events, EventTopics topics, Map<String, Object> producerProperties) {
        this.events = events;
        this.producerProperties = producerProperties;
        this.topics = topics;
        this.done = CompletableFuture.runAsync(this::sendAll, thread);
    }

    /** Lets it send so many of a hundred, counted from the first one. */
    synchronized void allow(int percent) {
        allowUntil((int) (events.size() * (long) percent / 100));
    }

    /** Lets it send one in so many of those that it may not send yet: so it never ends by itself. */
    synchronized void allowOneIn(int many) {
        allowUntil(allowedSoFar + (events.size() - allowedSoFar) / many);
    }

    private void allowUntil(int until) {
        allowed.release(until - allowedSoFar);
        allowedSoFar = until;
    }

    /** The broker is elsewhere now. */
    void sendTo(EventTopics elsewhere) {
        topics = elsewhere;
    }

    int acknowledged() {
        return acknowledged.get();
    }

    /** How often an event was sent once more, so that it may now be in its topic more than once. */
    int sentAgain() {
        return again.get();
    }

    void awaitEnd() throws Exception {
        done.get(Api.PATIENCE.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
    }

    private void sendAll() {
        KafkaProducer<byte[], byte[]> producer = null;
        try {
            for (int from = 0; from < events.size(); ) {
                int to = from + acquireChunk();
                List<WireEvent> rest = events.subList(from, to);
                while (!rest.isEmpty()) {
                    EventTopics now = topics;
                    if (producer == null) {
                        producer = now.producer(producerProperties);
                    }
                    rest = unacknowledged(producer, now, rest);
                    if (!rest.isEmpty()) {
                        again.addAndGet(rest.size());
                        producer.close(Duration.ZERO);
                        producer = null;
                    }
                }
                from = to;
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            if (producer != null) {
                producer.close(Duration.ZERO);
            }
        }
    }

    /** Waits until it may send something and returns how many: as many as it may, up to a chunk. */
    private int acquireChunk() throws InterruptedException {
        allowed.acquire();
        int more = Math.min(allowed.availablePermits(), CHUNK - 1);
        allowed.acquire(more);
        return 1 + more;
    }

    private List<WireEvent> unacknowledged(
            KafkaProducer<byte[], byte[]> producer, EventTopics now, List<WireEvent> chunk)
            throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (WireEvent event : chunk) {
            Future<RecordMetadata> future = producer.send(now.record(event));
            sent.add(future);
            if (future.isDone() && !isAcknowledged(future)) {
                break; // the broker is gone, and each further one would wait for it as long
            }
        }
        List<WireEvent> rest = new ArrayList<>();
        for (int i = 0; i < chunk.size(); i++) {
            if (i < sent.size() && isAcknowledged(sent.get(i))) {
                acknowledged.incrementAndGet();
            } else {
                rest.add(chunk.get(i));
            }
        }
        return rest;
    }

    private static boolean isAcknowledged(Future<RecordMetadata> sent) throws InterruptedException {
        try {
            sent.get();
            return true;
        } catch (ExecutionException lost) {
            return false;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
