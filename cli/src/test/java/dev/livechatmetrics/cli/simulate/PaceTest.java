package dev.livechatmetrics.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final AtomicLong nanos = new AtomicLong(5_000);
    private final List<Long> waits = new ArrayList<>();

    @Test
    void shouldSpreadEventsAndMakeUpForADelay() {
        Pace pace = pace(1000);
        pace.await();
        pace.await();
        nanos.addAndGet(2_500_000);
        pace.await();
        pace.await();
        pace.await();
        assertThat(waits).containsExactly(1_000_000L, 500_000L);
    }

    @Test
    void shouldNotWaitWithoutARate() {
        Pace pace = pace(0);
        pace.await();
        pace.await();
        assertThat(waits).isEmpty();
    }

    @Test
    void shouldWaitOnWhenWokenEarly() {
        Pace pace = new Pace(1000, nanos::get, wait -> {
            waits.add(wait);
            nanos.addAndGet(400_000);
        });
        pace.await();
        pace.await();
        assertThat(waits).containsExactly(1_000_000L, 600_000L, 200_000L);
    }

    private Pace pace(double perSecond) {
        return new Pace(perSecond, nanos::get, wait -> {
            waits.add(wait);
            nanos.addAndGet(wait);
        });
    }
}
