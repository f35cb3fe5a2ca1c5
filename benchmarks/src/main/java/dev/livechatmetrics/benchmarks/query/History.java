package dev.livechatmetrics.benchmarks.query;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/** So many conversations in the order in which they opened, spread over a year and 100 departments; seeded. */
final class History implements Iterator<PastConversation> {
    static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);
    static final int DAYS = 366;
    static final int DEPARTMENTS = 100;

    static final long DAY_MILLIS = 86_400_000;

    /** No event of a conversation that opened so long ago lies in the future. */
    private static final Duration BEFORE_NOW = Duration.ofHours(2);

    private final String name;
    private final long startMillis;
    private final SplittableRandom random;
    private final int conversations;
    private int next;

    /** @param name of the history, with which its conversations' ids begin */
    History(String name, long seed, int conversations) {
        this(
                name,
                seed,
                conversations,
                FIRST_DAY.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli());
    }

    private History(String name, long seed, int conversations, long startMillis) {
        this.name = name;
        this.startMillis = startMillis;
        this.random = new SplittableRandom(seed);
        this.conversations = conversations;
    }

    /** Ever new conversations, all opened about now. */
    static History present(String name, long seed) {
        return new History(
                name, seed, Integer.MAX_VALUE, Instant.now().minus(BEFORE_NOW).toEpochMilli());
    }

    static String department(int number) {
        return "department-%03d".formatted(number);
    }

    @Override
    public boolean hasNext() {
        return next < conversations;
    }

    @Override
    public PastConversation next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int number = next++;
        long openedMillis = startMillis + (long) ((double) number / conversations * DAYS * DAY_MILLIS);
        // Some departments have much more to do than others.
        double chance = random.nextDouble();
        long asked = random.nextLong(1_000, 60_000);
        long assigned = asked + random.nextLong(1_000, 120_000);
        long answered = assigned + random.nextLong(1_000, 600_000);
        long closed = answered + random.nextLong(10_000, 3_600_000);
        return new PastConversation(
                name + "-%09d".formatted(number),
                department((int) (chance * chance * DEPARTMENTS)),
                openedMillis,
                asked,
                assigned,
                answered,
                closed);
    }
}
