package dev.livechatmetrics.cli.simulate;

import dev.livechatmetrics.cli.simulate.ConversationMerge.Opening;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import java.time.Duration;
import java.util.Iterator;
import java.util.PrimitiveIterator;

/**
 * The traffic of a workspace: so many conversations, opened in the days before {@code untilMillis}. The four parameters
 * and nothing else decide every byte, on every machine and Java version; each of them changes every id as well, so that
 * two simulations sent to one Kafka do not share conversations.
 */
public record Simulation(long seed, int conversations, int days, long untilMillis) {
    /** Which sequence is drawn from; part of every golden figure. */
    private static final int PAST_TIMES = 1;

    private static final int PAST_CONVERSATIONS = 2;
    private static final int LIVE_TIMES = 3;
    private static final int LIVE_CONVERSATIONS = 4;

    public Simulation {
        if (conversations < 0) {
            throw new IllegalArgumentException("conversations is less than 0: " + conversations);
        }
        if (days < 1) {
            throw new IllegalArgumentException("days is less than 1: " + days);
        }
    }

    /** When the first conversation may open: {@code days} times 24 hours before the end. */
    public long startMillis() {
        return untilMillis - Duration.ofDays(days).toMillis();
    }

    /** The past in the order of time, made as it is asked for: nothing before {@link #startMillis()}, nothing after the end. */
    public Iterator<SimulatedEvent> events() {
        return simulated(new ConversationMerge(past(), Long.MIN_VALUE, untilMillis));
    }

    /**
     * What goes on after the past, without end: the conversations still open at its end, and as many new ones an hour on
     * average. Each event falls due at the time at which it occurs.
     */
    public Iterator<SimulatedEvent> live(double conversationsPerHour) {
        if (!(conversationsPerHour > 0)) {
            throw new IllegalArgumentException("conversations an hour are not more than 0: " + conversationsPerHour);
        }
        Iterator<Opening> past = past();
        long base = seed(LIVE_CONVERSATIONS);
        Iterator<Opening> live =
                openings(base, Openings.live(new SplitMix64(seed(LIVE_TIMES)), untilMillis, conversationsPerHour));
        Iterator<Opening> both = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Opening next() {
                return past.hasNext() ? past.next() : live.next();
            }
        };
        return simulated(new ConversationMerge(both, untilMillis, Long.MAX_VALUE));
    }

    /** Live traffic without a past. */
    public static Iterator<SimulatedEvent> live(long seed, long startMillis, double conversationsPerHour) {
        return new Simulation(seed, 0, 1, startMillis).live(conversationsPerHour);
    }

    private Iterator<Opening> past() {
        return openings(
                seed(PAST_CONVERSATIONS),
                Openings.past(new SplitMix64(seed(PAST_TIMES)), conversations, startMillis(), untilMillis));
    }

    private long seed(int sequence) {
        return SplitMix64.seed(seed, conversations, days, untilMillis, sequence);
    }

    private static Iterator<Opening> openings(long base, PrimitiveIterator.OfLong times) {
        return new Iterator<>() {
            private long number;

            @Override
            public boolean hasNext() {
                return times.hasNext();
            }

            @Override
            public Opening next() {
                return new Opening(SplitMix64.seed(base, number++), times.nextLong());
            }
        };
    }

    private static Iterator<SimulatedEvent> simulated(Iterator<LivechatEvent> events) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return events.hasNext();
            }

            @Override
            public SimulatedEvent next() {
                return new SimulatedEvent(events.next());
            }
        };
    }
}
