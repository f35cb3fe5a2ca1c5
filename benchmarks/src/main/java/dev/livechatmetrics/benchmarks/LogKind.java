package dev.livechatmetrics.benchmarks;

import dev.livechatmetrics.benchmarks.traffic.Disorder;
import dev.livechatmetrics.benchmarks.traffic.Traffic;
import dev.livechatmetrics.benchmarks.traffic.TrafficEvent;
import dev.livechatmetrics.benchmarks.traffic.TrafficShape;
import java.util.Iterator;
import java.util.Locale;

/** The logs that passes read. */
enum LogKind {
    /** A workspace's 90 days, in the order of time. */
    USUAL {
        @Override
        Iterator<TrafficEvent> events(long seed, long events) {
            return new Traffic(TrafficShape.USUAL, seed).next(events);
        }
    },
    /** The same, 15 % of it twice, out of order. */
    DISORDERED {
        @Override
        Iterator<TrafficEvent> events(long seed, long events) {
            return new Disorder(USUAL.events(seed, events), seed, (int) Math.min(WINDOW, events / 10));
        }
    },
    /** Conversations of 10 messages. */
    TEN_MESSAGES {
        @Override
        Iterator<TrafficEvent> events(long seed, long events) {
            return new Traffic(TrafficShape.conversationsOf(10), seed).next(events);
        }
    },
    /** Conversations of 10,000 messages that all go on at the same time. */
    TEN_THOUSAND_MESSAGES {
        @Override
        Iterator<TrafficEvent> events(long seed, long events) {
            return new Traffic(TrafficShape.longConversations(10_000, events), seed).next(events);
        }
    },
    /** Seven times as many events as usual, and days: a million conversations, and then as many events as 77,000 have. */
    HISTORY {
        @Override
        Iterator<TrafficEvent> events(long seed, long events) {
            return USUAL.events(seed, HISTORY_EVENTS * events);
        }
    },
    /** Made by the contender, anew for each pass. */
    LIVE {
        @Override
        Iterator<TrafficEvent> events(long seed, long events) {
            throw new UnsupportedOperationException();
        }
    };

    /** As many events as an event may move by, about. */
    private static final int WINDOW = 100_000;
    /** Of one usual log. */
    static final int HISTORY_EVENTS = 7;

    /** The log's events, where a usual log has so many. */
    abstract Iterator<TrafficEvent> events(long seed, long events);

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
