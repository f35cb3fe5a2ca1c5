package dev.livechatmetrics.cli.bring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.cli.send.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ImportProgressTest {
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> said = new ArrayList<>();

    private void readLines(ImportProgress progress, int lines, long firstBytes, long bytesEach) {
        for (int i = 1; i <= lines; i++) {
            progress.line(firstBytes + i * bytesEach);
        }
    }

    @Test
    void shouldTellRateAndRemainingTimeEveryTenSeconds() {
        ImportProgress progress = new ImportProgress(Progress.none(), 8_192_000, said::add, nanos::get);
        progress.begin("rooms.json");
        readLines(progress, 1_024, 0, 1_000);
        nanos.addAndGet(Duration.ofSeconds(9).toNanos());
        readLines(progress, 1_023, 1_024_000, 1_000);
        assertThat(said).isEmpty();

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        readLines(progress, 1, 2_047_000, 1_000);
        progress.end(2_048_000);
        assertThat(said)
                .containsExactly("rooms.json: 2048 documents read, 205 a second, 25 % of all bytes, about 30 s left");

        progress.begin("messages.json");
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        readLines(progress, 2_048, 0, 1_000);
        assertThat(said).hasSize(2);
        assertThat(said.get(1))
                .isEqualTo("messages.json: 3072 documents read, 154 a second, 38 % of all bytes, about 33 s left");
    }

    @Test
    void shouldTellTheRateWhereTheEndIsNotKnown() {
        ImportProgress progress = new ImportProgress(Progress.none(), -1, said::add, nanos::get);
        progress.begin("standard input");
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        readLines(progress, 1_024, 0, 10);
        assertThat(said).containsExactly("standard input: 1024 documents read, 102 a second");
    }
}
