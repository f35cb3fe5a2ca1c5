package dev.livechatmetrics.cli.simulate;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.PrimitiveIterator;

/** When conversations are opened: ascending times, made one by one, so that a long past takes no memory. */
final class Openings {
    private static final long HOUR_MILLIS = 3_600_000;

    /** How busy an hour of the day is, UTC. */
    private static final int[] HOURS = {
        4, 3, 2, 2, 3, 6, 14, 32, 62, 88, 100, 96, 78, 84, 97, 92, 80, 64, 48, 38, 30, 22, 13, 7
    };

    /** How busy a day is, Monday first. */
    private static final int[] DAYS = {115, 110, 104, 100, 92, 45, 34};

    private Openings() {}

    /**
     * That many times in [start, end), distributed by weekday and hour. Sorted uniform numbers come from their top
     * down: of {@code left} ones the share above the lowest is a uniform number to the power 1 / left.
     */
    static PrimitiveIterator.OfLong past(SplitMix64 random, int count, long startMillis, long endMillis) {
        double total = total(startMillis, endMillis);
        return new PrimitiveIterator.OfLong() {
            private int left = count;
            private double above = 1;
            private long hourStart = startMillis;
            private double before;

            @Override
            public boolean hasNext() {
                return left > 0;
            }

            @Override
            public long nextLong() {
                above *= StrictMath.exp(-random.exponential() / left--);
                double target = (1 - above) * total;
                long hourEnd = hourEnd(hourStart, endMillis);
                double load = (double) load(hourStart) * (hourEnd - hourStart);
                while (before + load <= target && hourEnd < endMillis) {
                    before += load;
                    hourStart = hourEnd;
                    hourEnd = hourEnd(hourStart, endMillis);
                    load = (double) load(hourStart) * (hourEnd - hourStart);
                }
                long time = hourStart + (long) ((target - before) / load(hourStart));
                return Math.min(time, endMillis - 1);
            }
        };
    }

    /** Times after the start without end, as many an hour on average whatever the hour: a demonstration runs at night too. */
    static PrimitiveIterator.OfLong live(SplitMix64 random, long startMillis, double perHour) {
        return new PrimitiveIterator.OfLong() {
            private double now = startMillis;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public long nextLong() {
                now += random.exponential() * HOUR_MILLIS / perHour;
                return (long) now + 1;
            }
        };
    }

    private static double total(long startMillis, long endMillis) {
        double total = 0;
        for (long hour = startMillis; hour < endMillis; hour = hourEnd(hour, endMillis)) {
            total += (double) load(hour) * (hourEnd(hour, endMillis) - hour);
        }
        return total;
    }

    private static long hourEnd(long millis, long endMillis) {
        return Math.min(endMillis, Math.floorDiv(millis, HOUR_MILLIS) * HOUR_MILLIS + HOUR_MILLIS);
    }

    private static int load(long millis) {
        var time = Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
        return HOURS[time.getHour()] * DAYS[time.getDayOfWeek().getValue() - 1];
    }
}
