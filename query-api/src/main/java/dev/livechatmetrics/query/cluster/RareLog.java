package dev.livechatmetrics.query.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/** Warns of the same thing once a minute at most: every question may meet it. */
final class RareLog {
    private static final long EVERY_NANOS = Duration.ofMinutes(1).toNanos();

    private final Logger log;
    private final LongSupplier nanoTime;
    private final Map<String, Long> saidAtNanos = new ConcurrentHashMap<>();

    RareLog(Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
    }

    void warn(String sentence) {
        long now = nanoTime.getAsLong();
        boolean[] say = new boolean[1];
        saidAtNanos.compute(sentence, (same, at) -> {
            say[0] = at == null || now - at >= EVERY_NANOS;
            return say[0] ? now : at;
        });
        if (say[0]) {
            log.warn("{}", sentence);
        }
    }
}
