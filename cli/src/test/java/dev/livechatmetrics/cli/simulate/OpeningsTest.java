package dev.livechatmetrics.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.PrimitiveIterator;
import org.junit.jupiter.api.Test;

class OpeningsTest {
    private static final long END = Instant.parse("2026-03-04T15:16:17.018Z").toEpochMilli();

    @Test
    void shouldAscendWithinTheirBounds() {
        for (int days : new int[] {1, 2, 30, 3660}) {
            long start = END - Duration.ofDays(days).toMillis();
            PrimitiveIterator.OfLong times = Openings.past(new SplitMix64(days), 5000, start, END);
            long last = start;
            int count = 0;
            while (times.hasNext()) {
                long time = times.nextLong();
                assertThat(time).isBetween(last, END - 1);
                last = time;
                count++;
            }
            assertThat(count).isEqualTo(5000);
        }
    }

    @Test
    void shouldFollowTheLoadOfWeekdaysAndHours() {
        int[] days = new int[8];
        int[] hours = new int[24];
        PrimitiveIterator.OfLong times = Openings.past(
                new SplitMix64(1), 100_000, END - Duration.ofDays(140).toMillis(), END);
        while (times.hasNext()) {
            var time = Instant.ofEpochMilli(times.nextLong()).atOffset(ZoneOffset.UTC);
            days[time.getDayOfWeek().getValue()]++;
            hours[time.getHour()]++;
        }
        assertThat(days[1]).as("Monday, 115 of 600").isBetween(18_800, 19_600);
        assertThat(days[7]).as("Sunday, 34 of 600").isBetween(5_400, 5_950);
        assertThat(hours[10]).as("the busiest hour, 100 of 1065").isBetween(9_100, 9_700);
        assertThat(hours[2]).as("night, 2 of 1065").isBetween(130, 250);
    }

    @Test
    void shouldOpenAsManyAnHourAsAsked() {
        PrimitiveIterator.OfLong times = Openings.live(new SplitMix64(1), END, 240);
        long last = END;
        for (int i = 0; i < 10_000; i++) {
            long time = times.nextLong();
            assertThat(time).isGreaterThan(END).isGreaterThanOrEqualTo(last);
            last = time;
        }
        assertThat(Duration.ofMillis(last - END)).isBetween(Duration.ofHours(40), Duration.ofHours(43));
    }
}
