package dev.livechatmetrics.query.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How often each of many may do something: a bucket that holds the tokens of a minute and is filled evenly. Buckets that
 * are full again are forgotten, and there are never more than {@link #MOST_BUCKETS}.
 */
public final class RateLimit {
    static final int MOST_BUCKETS = 10_000;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int perMinute;
    private final LoadingCache<String, Bucket> buckets;

    /**
     * What came of taking a token, or of looking whether there is one.
     *
     * @param remaining tokens
     * @param untilNext until there is a token, zero where there is one
     * @param untilFull until all are there again
     */
    public record Level(boolean hadOne, int limit, long remaining, Duration untilNext, Duration untilFull) {}

    public RateLimit(int perMinute) {
        this(perMinute, System::nanoTime);
    }

    RateLimit(int perMinute, LongSupplier nanoTime) {
        this.perMinute = perMinute;
        TimeMeter clock = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanoTime.getAsLong();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_BUCKETS)
                .expireAfterAccess(MINUTE)
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build(whose -> Bucket.builder()
                        .addLimit(Bandwidth.builder()
                                .capacity(perMinute)
                                .refillGreedy(perMinute, MINUTE)
                                .build())
                        .withCustomTimePrecision(clock)
                        .build());
    }

    /** Takes a token where there is one. */
    public Level take(String whose) {
        ConsumptionProbe probe = buckets.get(whose).tryConsumeAndReturnRemaining(1);
        return new Level(
                probe.isConsumed(),
                perMinute,
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForRefill()),
                Duration.ofNanos(probe.getNanosToWaitForReset()));
    }

    /** Whether there is a token, without taking it. */
    public Level look(String whose) {
        Bucket bucket = buckets.get(whose);
        EstimationProbe probe = bucket.estimateAbilityToConsume(1);
        Duration full =
                Duration.ofNanos(bucket.estimateAbilityToConsume(perMinute).getNanosToWaitForRefill());
        return new Level(
                probe.canBeConsumed(),
                perMinute,
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForRefill()),
                full);
    }
}
