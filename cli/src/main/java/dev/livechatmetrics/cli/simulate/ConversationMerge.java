package dev.livechatmetrics.cli.simulate;

import dev.livechatmetrics.schemas.event.LivechatEvent;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * The events of many conversations as one sequence in the order of time; at one instant in that of the openings. A
 * conversation is in memory from its opening to its last event only.
 */
final class ConversationMerge implements Iterator<LivechatEvent> {
    private static final Comparator<Cursor> BY_TIME =
            Comparator.comparingLong(Cursor::time).thenComparingLong(cursor -> cursor.number);

    private final Iterator<Opening> openings;
    private final long afterMillis;
    private final long untilMillis;
    private final PriorityQueue<Cursor> underWay = new PriorityQueue<>(BY_TIME);
    private Opening opening;
    private long opened;

    /** A conversation to come: what it is drawn from, and when. */
    record Opening(long seed, long openedAtMillis) {}

    /** The openings ascend; events at or before {@code afterMillis} and those after {@code untilMillis} are left out. */
    ConversationMerge(Iterator<Opening> openings, long afterMillis, long untilMillis) {
        this.openings = openings;
        this.afterMillis = afterMillis;
        this.untilMillis = untilMillis;
        this.opening = nextOpening();
    }

    @Override
    public boolean hasNext() {
        while (opening != null
                && (underWay.isEmpty()
                        || opening.openedAtMillis() <= underWay.element().time())) {
            admit(new Cursor(ConversationScript.of(opening.seed(), opening.openedAtMillis()), opened++));
            opening = nextOpening();
        }
        return !underWay.isEmpty();
    }

    private Opening nextOpening() {
        return openings.hasNext() ? openings.next() : null;
    }

    private void admit(Cursor cursor) {
        while (cursor.hasEvent() && cursor.time() <= afterMillis) {
            cursor.next++;
        }
        if (cursor.hasEvent() && cursor.time() <= untilMillis) {
            underWay.add(cursor);
        }
    }

    @Override
    public LivechatEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Cursor cursor = underWay.remove();
        LivechatEvent event = cursor.events.get(cursor.next++);
        admit(cursor);
        return event;
    }

    private static final class Cursor {
        private final List<LivechatEvent> events;
        private final long number;
        private int next;

        Cursor(List<LivechatEvent> events, long number) {
            this.events = events;
            this.number = number;
        }

        boolean hasEvent() {
            return next < events.size();
        }

        long time() {
            return events.get(next).occurredAtMillis();
        }
    }
}
