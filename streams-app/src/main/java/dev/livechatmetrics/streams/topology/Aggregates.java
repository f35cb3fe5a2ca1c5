package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.aggregate.Aggregate;
import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.aggregate.QuarterHours;
import dev.livechatmetrics.streams.conversation.Contribution;
import java.util.function.LongSupplier;

/**
 * Keeps a partition's buckets equal to the sum of its conversations' contributions: takes the old contribution of a
 * conversation away and adds the new one, in the day and the quarter hour of its department and of all.
 */
final class Aggregates {
    private final QuarterHourStore quarterHours;
    private final DayStore days;
    private final FirstResponseIndex firstResponses;

    Aggregates(QuarterHourStore quarterHours, DayStore days, FirstResponseIndex firstResponses) {
        this.quarterHours = quarterHours;
        this.days = days;
        this.firstResponses = firstResponses;
    }

    /** Makes the day rows those of the reporting zone, where they are not. */
    void ensureDays() {
        if (!days.isCurrent()) {
            days.rebuild(quarterHours);
        }
    }

    /** Replaces what a conversation contributes; null where it does not count. */
    void replace(byte[] conversationId, Contribution before, Contribution after) {
        if (before == null ? after == null : before.equals(after)) {
            return;
        }
        // The index first: it says what is smallest once the change is done.
        reindex(conversationId, before, after);
        if (before != null && after != null && samePlace(before, after)) {
            Aggregate difference = Aggregate.of(after).minus(Aggregate.of(before));
            update(after, difference, before.firstResponseMillis(), after.firstResponseMillis());
            return;
        }
        if (before != null) {
            update(before, Aggregate.ZERO.minus(Aggregate.of(before)), before.firstResponseMillis(), 0);
        }
        if (after != null) {
            update(after, Aggregate.of(after), 0, after.firstResponseMillis());
        }
    }

    private static boolean samePlace(Contribution before, Contribution after) {
        return before.openedAtMillis() == after.openedAtMillis()
                && before.department().equals(after.department());
    }

    private void reindex(byte[] conversationId, Contribution before, Contribution after) {
        boolean was = before != null && before.firstResponseMillis() != 0;
        boolean is = after != null && after.firstResponseMillis() != 0;
        if (was && is && samePlace(before, after) && before.firstResponseMillis() == after.firstResponseMillis()) {
            return;
        }
        if (was) {
            firstResponses.remove(
                    QuarterHours.of(before.openedAtMillis()),
                    before.department(),
                    before.firstResponseMillis(),
                    conversationId);
        }
        if (is) {
            firstResponses.add(
                    QuarterHours.of(after.openedAtMillis()),
                    after.department(),
                    after.firstResponseMillis(),
                    conversationId);
        }
    }

    /** {@code removed} and {@code added} are first responses in milliseconds, 0 for none. */
    private void update(Contribution place, Aggregate difference, long removed, long added) {
        update(null, place.openedAtMillis(), difference, removed, added);
        update(place.department(), place.openedAtMillis(), difference, removed, added);
    }

    private void update(String department, long openedMillis, Aggregate difference, long removed, long added) {
        int quarterHour = QuarterHours.of(openedMillis);
        quarterHours.update(
                department,
                quarterHour,
                bucket -> changed(bucket, difference, removed, added, () -> bestOfQuarter(department, quarterHour)));
        int day = days.calendar().dayOf(openedMillis);
        days.update(
                department,
                day,
                bucket -> changed(bucket, difference, removed, added, () -> bestOfDay(department, day)));
    }

    private static Bucket changed(
            Bucket bucket, Aggregate difference, long removed, long added, LongSupplier nextBest) {
        long best = bucket.bestFirstResponseMillis();
        if (loses(best, removed, added)) {
            best = nextBest.getAsLong();
        } else if (added != 0) {
            best = Math.min(best, added);
        }
        return new Bucket(bucket.sums().plus(difference), best);
    }

    /** Whether the smallest may be gone, so that the next one must be looked for. */
    private static boolean loses(long best, long removed, long added) {
        return removed != 0 && removed == best && (added == 0 || added > best);
    }

    private long bestOfQuarter(String department, int quarterHour) {
        return department == null ? firstResponses.best(quarterHour) : firstResponses.best(quarterHour, department);
    }

    private long bestOfDay(String department, int day) {
        long[] best = {Bucket.NO_FIRST_RESPONSE};
        int from = QuarterHours.of(days.calendar().startMillis(day));
        int to = QuarterHours.of(days.calendar().startMillis(day + 1) - 1);
        quarterHours.forEach(
                department,
                from,
                to,
                (bucket, quarterHour) -> best[0] = Math.min(best[0], bucket.bestFirstResponseMillis()));
        return best[0];
    }
}
