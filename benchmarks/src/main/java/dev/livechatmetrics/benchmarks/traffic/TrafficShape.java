package dev.livechatmetrics.benchmarks.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * What generated conversations are like.
 *
 * @param start of the first conversation
 * @param openingMillis mean time from one opening to the next
 * @param openings after which another conversation opens only where none is left
 * @param fewestMessages of a conversation; {@code mostMessages} likewise, and all numbers between are equally likely
 * @param pauseMillis mean time between two events of a conversation; 0: some go on from second to second, some for days
 */
public record TrafficShape(
        Instant start, long openingMillis, int openings, int fewestMessages, int mostMessages, long pauseMillis) {

    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
    private static final Duration LENGTH = Duration.ofDays(90);
    /** Opened, assigned, closed, about ten messages, now and then transferred. */
    private static final int USUAL_EVENTS = 13;

    private static final long USUAL_LOG = 2_000_000;

    /** A workspace's: about 2,000,000 events of 154,000 conversations in 90 days. */
    public static final TrafficShape USUAL =
            new TrafficShape(START, LENGTH.toMillis() * USUAL_EVENTS / USUAL_LOG, Integer.MAX_VALUE, 4, 16, 0);

    /** Conversations that all begin within a day and all go on for 90 days, with so many messages each. */
    public static TrafficShape longConversations(int messages, long events) {
        int conversations = (int) Math.max(1, events / messages);
        return new TrafficShape(
                START,
                Duration.ofDays(1).toMillis() / conversations,
                conversations,
                messages,
                messages,
                LENGTH.toMillis() / messages);
    }

    /** Conversations of so many messages each, as many at a time as usual. */
    public static TrafficShape conversationsOf(int messages) {
        return new TrafficShape(START, USUAL.openingMillis, Integer.MAX_VALUE, messages, messages, 0);
    }

    /** The usual conversations, so often that there come to be about so many events a second. */
    public static TrafficShape eventsASecond(int events, Instant start) {
        long openingMillis = Duration.ofSeconds(USUAL_EVENTS).toMillis() / events;
        return new TrafficShape(start, openingMillis, Integer.MAX_VALUE, USUAL.fewestMessages, USUAL.mostMessages, 0);
    }

    long nextOpeningMillis(SplittableRandom random) {
        return 1 + exponential(random, openingMillis - 1);
    }

    int messages(SplittableRandom random) {
        return random.nextInt(fewestMessages, mostMessages + 1);
    }

    /** Of one conversation: the mean of {@link #nextPauseMillis}. */
    long meanPauseMillis(SplittableRandom random) {
        double chance = random.nextDouble();
        if (pauseMillis > 0) {
            return pauseMillis;
        }
        if (chance < 0.6) {
            return 40_000;
        }
        return chance < 0.9 ? 480_000 : 10_800_000;
    }

    static long nextPauseMillis(SplittableRandom random, long meanMillis) {
        return 1 + exponential(random, meanMillis);
    }

    private static long exponential(SplittableRandom random, long mean) {
        return (long) (-StrictMath.log(1 - random.nextDouble()) * mean);
    }
}
