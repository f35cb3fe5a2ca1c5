package dev.livechatmetrics.benchmarks.traffic;

import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * So many events of conversations in the order of their times, about 2,000,000 in 90 days: hundreds of conversations are
 * open at once, and the messages of one lie far apart in the log. The same seed gives the same events, however many. The
 * last conversations may still be open at the end.
 */
public final class Traffic implements Iterator<TrafficEvent> {
    private static final long START_MILLIS =
            Instant.parse("2025-01-01T00:00:00Z").toEpochMilli();
    /** Between two openings: 90 days for 2,000,000 events, of which a conversation has 13. */
    private static final long MEAN_PAUSE_MILLIS = 90L * 86_400_000 * 13 / 2_000_000;

    private final SplittableRandom random;
    private final PriorityQueue<OpenConversation> open =
            new PriorityQueue<>(Comparator.comparingLong(OpenConversation::nextMillis));
    private long nextOpeningMillis = START_MILLIS;
    private long rest;

    public Traffic(long seed, long events) {
        this.random = new SplittableRandom(seed);
        this.rest = events;
    }

    @Override
    public boolean hasNext() {
        return rest > 0;
    }

    @Override
    public TrafficEvent next() {
        if (rest == 0) {
            throw new NoSuchElementException();
        }
        rest--;
        if (open.isEmpty() || nextOpeningMillis <= open.peek().nextMillis()) {
            open.add(new OpenConversation(random, nextOpeningMillis));
            nextOpeningMillis += 1 + exponential(random, MEAN_PAUSE_MILLIS);
        }
        OpenConversation conversation = open.remove();
        TrafficEvent event = conversation.next();
        if (!conversation.isOver()) {
            open.add(conversation);
        }
        return event;
    }

    static long exponential(SplittableRandom random, long mean) {
        return (long) (-StrictMath.log(1 - random.nextDouble()) * mean);
    }
}
