package dev.livechatmetrics.cli.bring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.cli.send.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayProgressTest {
    private final List<String> said = new ArrayList<>();
    private long nowNanos;

    @Test
    void shouldSayRateAndRemainingTimeEveryTenSeconds() {
        ReplayProgress progress = new ReplayProgress(Progress.none(), 4_000, said::add, () -> nowNanos);
        for (int i = 0; i < 1_500; i++) {
            nowNanos += Duration.ofMillis(10).toNanos();
            progress.record();
        }

        assertThat(said).containsExactly("1000 of 4000 records, 100 a second, about 30 s left");
    }
}
