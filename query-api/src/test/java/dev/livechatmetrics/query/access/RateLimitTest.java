package dev.livechatmetrics.query.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RateLimitTest {
    private final AtomicLong nanos = new AtomicLong();

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void shouldFillEvenly() {
        RateLimit limit = new RateLimit(60, nanos::get);
        for (int i = 0; i < 60; i++) {
            assertThat(limit.take("a").hadOne()).isTrue();
        }
        RateLimit.Level empty = limit.take("a");

        assertThat(empty.hadOne()).isFalse();
        assertThat(empty.untilNext()).isEqualTo(Duration.ofSeconds(1));
        assertThat(empty.untilFull()).isEqualTo(Duration.ofMinutes(1));
        pass(Duration.ofSeconds(2));
        assertThat(limit.take("a").remaining()).isEqualTo(1);
        assertThat(limit.take("b").remaining()).isEqualTo(59);
    }

    @Test
    void shouldLookWithoutTaking() {
        RateLimit limit = new RateLimit(1, nanos::get);

        assertThat(limit.look("a").hadOne()).isTrue();
        assertThat(limit.take("a").hadOne()).isTrue();
        assertThat(limit.look("a").hadOne()).isFalse();
        assertThat(limit.look("a").untilFull()).isEqualTo(Duration.ofMinutes(1));
    }

    /** Of any window, never more than the bucket and what flowed into it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldNeverGiveMoreThanItsMinuteAndTheTimeThatPassed(long seed) {
        Random random = new Random(seed);
        int perMinute = 1 + random.nextInt(100);
        RateLimit limit = new RateLimit(perMinute, nanos::get);
        ArrayDeque<Long> given = new ArrayDeque<>();
        for (int i = 0; i < 3_000; i++) {
            pass(Duration.ofMillis(random.nextInt(2_000)));
            if (limit.take("a").hadOne()) {
                given.add(nanos.get());
                long windowNanos = given.getLast() - given.getFirst();
                assertThat((double) given.size())
                        .isLessThanOrEqualTo(perMinute + perMinute * (windowNanos / 60e9) + 1e-6);
            }
        }
        assertThat(given.size()).isGreaterThan(perMinute);
    }

    @Test
    void shouldForgetWhoDidNothingForAMinute() {
        RateLimit limit = new RateLimit(2, nanos::get);
        limit.take("a");
        limit.take("a");
        pass(Duration.ofSeconds(61));

        assertThat(limit.take("a").remaining()).isEqualTo(1);
    }
}
