package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.aggregate.BinMoves;
import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.aggregate.QuarterHours;
import dev.livechatmetrics.streams.conversation.Contribution;
import java.util.List;

/**
 * Keeps a partition's buckets equal to the sum of its conversations' contributions: takes the old contribution of a
 * conversation away and adds the new one, in the day and the quarter hour of its department and of all; and the indexes
 * of first responses and of openings with them.
 */
final class Aggregates {
    private final ConversationStore conversations;
    private final QuarterHourStore quarterHours;
    private final DayStore days;
    private final FirstResponseIndex firstResponses;
    private final OpeningIndex openings;
    private final SketchStore sketches;
    private final BucketStore.NextBest bestOfQuarter = this::bestOfQuarter;
    private final BucketStore.NextBest bestOfDay = this::bestOfDay;

    Aggregates(
            ConversationStore conversations,
            QuarterHourStore quarterHours,
            DayStore days,
            FirstResponseIndex firstResponses,
            OpeningIndex openings,
            SketchStore sketches) {
        this.conversations = conversations;
        this.quarterHours = quarterHours;
        this.days = days;
        this.firstResponses = firstResponses;
        this.openings = openings;
        this.sketches = sketches;
    }

    /** Whether the day rows are those of the reporting zone, and all conversations are in the index of openings and in sketches. */
    boolean areMade() {
        return days.isCurrent() && openings.isCurrent() && sketches.isCurrent();
    }

    /** Makes what {@link #areMade} asks for, where it is not. Must be called while a record or a punctuation is processed. */
    void ensureMade() {
        if (!days.isCurrent()) {
            days.rebuild(quarterHours);
        }
        if (!openings.isCurrent()) {
            openings.rebuild(conversations);
        }
        if (!sketches.isCurrent()) {
            sketches.rebuild(conversations);
        }
    }

    /** Shows no bucket of what was opened before this instant, a first one of a day of the reporting zone. */
    void hideBefore(long millis) {
        quarterHours.hideBefore(QuarterHours.of(millis));
        days.hideBefore(days.calendar().dayOf(millis));
        openings.hideBefore(QuarterHours.of(millis));
        openings.countShown();
        sketches.hideBefore(QuarterHours.of(millis));
    }

    /** The buckets in which a conversation counts, found once and kept beside it. */
    static final class Place {
        private final String department;
        private final long openedAtMillis;
        private final BucketPages.Live quarterHourOfAll;
        private final BucketPages.Live quarterHourOfDepartment;
        private final BucketPages.Live dayOfAll;
        private final BucketPages.Live dayOfDepartment;

        /** Null until a time of the conversation changes its bin. */
        private SketchStore.Place sketches;

        private Place(Contribution contribution, QuarterHourStore quarterHours, DayStore days) {
            this.department = contribution.department();
            this.openedAtMillis = contribution.openedAtMillis();
            int quarterHour = QuarterHours.of(openedAtMillis);
            this.quarterHourOfAll = quarterHours.find(null, quarterHour);
            this.quarterHourOfDepartment = quarterHours.find(department, quarterHour);
            int day = days.calendar().dayOf(openedAtMillis);
            this.dayOfAll = days.find(null, day);
            this.dayOfDepartment = days.find(department, day);
        }

        private boolean isOf(Contribution contribution) {
            return openedAtMillis == contribution.openedAtMillis() && department.equals(contribution.department());
        }
    }

    /**
     * Replaces what a conversation contributes; null where it does not count.
     *
     * @param known the place that was answered for this conversation the last time, or null
     * @return where it counts now, or null
     */
    Place replace(Place known, byte[] conversationId, Contribution before, Contribution after) {
        if (before == null ? after == null : before.equals(after)) {
            return known;
        }
        // The index first: it says what is smallest once the change is done.
        reindex(conversationId, before, after);
        if (before == null || after == null || !samePlace(before, after)) {
            openings.replace(conversationId, before, after);
        }
        if (before == null) {
            return update(place(known, after), null, after);
        }
        Place was = place(known, before);
        if (after == null) {
            update(was, before, null);
            return null;
        }
        return samePlace(before, after) ? update(was, before, after) : move(was, before, place(null, after), after);
    }

    private Place place(Place known, Contribution contribution) {
        boolean good = known != null && known.isOf(contribution);
        return good ? known : new Place(contribution, quarterHours, days);
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

    private Place update(Place place, Contribution before, Contribution after) {
        // Quarter hours first: a day's smallest is looked for in them.
        quarterHours.replace(place.quarterHourOfAll, place.quarterHourOfDepartment, before, after, bestOfQuarter);
        days.replace(place.dayOfAll, place.dayOfDepartment, before, after, bestOfDay);
        BinMoves moves = BinMoves.between(before, after);
        if (!moves.isNone()) {
            sketches.add(sketchesOf(place, before == null ? after : before), moves);
        }
        return place;
    }

    private SketchStore.Place sketchesOf(Place place, Contribution contribution) {
        if (place.sketches == null) {
            place.sketches = sketches.place(contribution);
        }
        return place.sketches;
    }

    /** In one step in each store: a reader of all departments, or of several days, finds the conversation once. */
    private Place move(Place was, Contribution before, Place is, Contribution after) {
        quarterHours.move(
                List.of(was.quarterHourOfAll, was.quarterHourOfDepartment),
                before,
                List.of(is.quarterHourOfAll, is.quarterHourOfDepartment),
                after,
                bestOfQuarter);
        days.move(
                List.of(was.dayOfAll, was.dayOfDepartment),
                before,
                List.of(is.dayOfAll, is.dayOfDepartment),
                after,
                bestOfDay);
        BinMoves out = BinMoves.between(before, null);
        BinMoves in = BinMoves.between(null, after);
        if (!out.isNone() || !in.isNone()) {
            sketches.move(sketchesOf(was, before), out, sketchesOf(is, after), in);
        }
        return is;
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
