package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.runtime.Endpoint;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Instances that did not answer of late: they are asked last, so that not every question waits for one that hangs. Every
 * while one question tries such an instance as if it were none.
 */
final class Suspects {
    private static final long RETRY_NANOS = Duration.ofSeconds(2).toNanos();

    private final Map<Endpoint, AtomicLong> retryAtNanos = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    Suspects(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether to ask others first. */
    boolean avoid(Endpoint peer) {
        AtomicLong retryAt = retryAtNanos.get(peer);
        if (retryAt == null) {
            return false;
        }
        long at = retryAt.get();
        long now = nanoTime.getAsLong();
        return now - at < 0 || !retryAt.compareAndSet(at, now + RETRY_NANOS);
    }

    void answered(Endpoint peer) {
        if (!retryAtNanos.isEmpty()) {
            retryAtNanos.remove(peer);
        }
    }

    void didNotAnswer(Endpoint peer) {
        retryAtNanos.put(peer, new AtomicLong(nanoTime.getAsLong() + RETRY_NANOS));
    }
}
