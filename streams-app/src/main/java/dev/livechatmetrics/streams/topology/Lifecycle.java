package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.KeptEvent;
import dev.livechatmetrics.schemas.event.Reason;
import dev.livechatmetrics.streams.conversation.Change;
import dev.livechatmetrics.streams.conversation.Conversation;
import dev.livechatmetrics.streams.conversation.Outcome;
import dev.livechatmetrics.streams.conversation.Standing;
import dev.livechatmetrics.streams.topology.LifecycleClock.Due;

/** What time does to conversations: they are condensed, they leave, and of those without an opening few events are kept. */
final class Lifecycle {
    private final LifecycleLimits limits;
    private final LifecycleClock clock;
    private final Aggregates aggregates;
    private final LedgerStore ledger;

    Lifecycle(LifecycleLimits limits, LifecycleClock clock, Aggregates aggregates, LedgerStore ledger) {
        this.limits = limits;
        this.clock = clock;
        this.aggregates = aggregates;
        this.ledger = ledger;
    }

    /**
     * The change that an event may make, given the one that it would make by the set of events alone. A deletion is
     * obeyed whatever the time.
     */
    Change admitted(Conversation conversation, KeptEvent event, Change change) {
        boolean isNew = change.outcome() == Outcome.APPLIED || change.outcome() == Outcome.DEAD_LETTERED;
        if (!isNew || event.type() == EventType.DELETED) {
            return change;
        }
        Standing standing = conversation.standing();
        if (clock.hasExpired(standing)) {
            return conversation.ignored();
        }
        if (standing.openedAtMillis() != Standing.NOT_OPENED) {
            return change;
        }
        if (event.type() == EventType.OPENED) {
            return event.atMillis() < clock.horizonMillis() ? conversation.leaving() : change;
        }
        return conversation.events() < limits.waitingEventsMax()
                ? change
                : conversation.refused(Reason.TOO_MANY_WAITING);
    }

    /** Takes a change that is no duplicate's and no refusal's, with all that follows from it. */
    void take(ConversationStore.Live live, Change change) {
        Conversation conversation = live.conversation();
        if (change.leaves()) {
            stopWaiting(live);
            return;
        }
        conversation.take(change);
        conversation.arrivedOn(clock.today());
    }

    /** Hides whole days of what is to leave, so that no chart shows what is left of one. */
    void hideExpired() {
        if (limits.retentionDays() > 0) {
            aggregates.hideBefore(clock.horizonMillis());
        }
    }

    /** Does what is due for a conversation; answers whether anything has changed. */
    boolean settle(byte[] id, ConversationStore.Live live) {
        Due due = clock.due(live.conversation().standing());
        switch (due) {
            case NOTHING -> {
                return false;
            }
            case CONDENSE -> {
                return condense(live);
            }
            case EXPIRE -> expire(id, live);
            case STOP_WAITING -> stopWaiting(live);
        }
        return true;
    }

    private boolean condense(ConversationStore.Live live) {
        boolean changed = live.conversation().condense(clock.quietBeforeMillis());
        if (live.conversation().standing().kind() == Standing.Kind.CONDENSED) {
            ledger.countCondensed();
        }
        return changed;
    }

    private void expire(byte[] id, ConversationStore.Live live) {
        Change leaving = live.conversation().leaving();
        live.conversation().take(leaving);
        live.setPlace(aggregates.replace(live.place(), id, leaving.before(), null));
        ledger.countExpired();
    }

    private void stopWaiting(ConversationStore.Live live) {
        int events = live.conversation().events();
        live.conversation().take(live.conversation().leaving());
        if (events > 0) {
            ledger.countWaiting(events);
        }
    }
}
