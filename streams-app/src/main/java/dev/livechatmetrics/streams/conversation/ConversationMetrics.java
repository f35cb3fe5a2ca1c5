package dev.livechatmetrics.streams.conversation;

import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.KeptEvent;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import dev.livechatmetrics.schemas.event.Sender;
import java.util.List;

/**
 * The metrics of one conversation: where each is defined. A fold over its events in their order, taken one by one as
 * long as they come so ({@link #after}) and all together ({@link #refolded}) when one comes late; both give the same.
 *
 * <p>Only response times depend on the order of many events, and these are messages. The department is the last one named after the opening,
 * the close the latest one, and the messages are counted, so that these take events in any order.
 *
 * @param opened the first opening, or null as long as none has come: until then nothing is folded
 * @param departmentChange the last event after the opening that named a department, or null
 * @param closedAtMillis of the latest close; 0 unless {@code closed}
 * @param lastTimed the last message that {@code times} has taken, or null
 */
record ConversationMetrics(
        KeptEvent opened,
        KeptEvent departmentChange,
        String department,
        boolean closed,
        long closedAtMillis,
        ResponseTimes times,
        KeptEvent lastTimed,
        long messages,
        long visitorMessages) {

    static final ConversationMetrics NONE =
            new ConversationMetrics(null, null, LivechatEvent.NONE, false, 0, ResponseTimes.NONE, null, 0, 0);

    /**
     * The metrics with one event more, or null where that event comes before one already folded, so that all must be
     * folded again. Messages are not counted here: see {@link #withMessages}.
     */
    ConversationMetrics after(KeptEvent event) {
        if (event.type() == EventType.CLOSED) {
            return closed && closedAtMillis >= event.atMillis() ? this : withClose(event.atMillis());
        }
        if (event.type() == EventType.OPENED) {
            return opened != null && opened.compareTo(event) < 0 ? this : null;
        }
        if (opened == null) {
            return this;
        }
        ConversationMetrics next = event.department() == null ? this : withDepartment(event);
        return event.timesResponses() ? next.withTimed(event) : next;
    }

    /** The metrics of all events, given in their order; the message counts stay. */
    ConversationMetrics refolded(List<KeptEvent> inOrder) {
        ConversationMetrics folded = new ConversationMetrics(
                null, null, LivechatEvent.NONE, false, 0, ResponseTimes.NONE, null, messages, visitorMessages);
        for (KeptEvent event : inOrder) {
            if (event.type() == EventType.OPENED) {
                folded = folded.withOpening(event);
                break;
            }
        }
        for (KeptEvent event : inOrder) {
            if (event.type() != EventType.OPENED) {
                folded = folded.after(event);
            }
        }
        return folded;
    }

    /** The metrics with {@code change} (1 or -1) messages of that sender more. */
    ConversationMetrics withMessages(Sender sender, int change) {
        return new ConversationMetrics(
                opened,
                departmentChange,
                department,
                closed,
                closedAtMillis,
                times,
                lastTimed,
                sender.responds() ? messages + change : messages,
                sender == Sender.VISITOR ? visitorMessages + change : visitorMessages);
    }

    /** The standing of a conversation that is neither condensed nor deleted and of which an event has come. */
    Standing standing(boolean reopened, int lastArrivalDay) {
        if (opened == null) {
            return new Standing(Standing.Kind.WAITING, Standing.NOT_OPENED, lastArrivalDay);
        }
        Standing.Kind kind = closed && !reopened ? Standing.Kind.CLOSED : Standing.Kind.OPEN;
        return new Standing(kind, opened.atMillis(), lastArrivalDay);
    }

    /** What the conversation adds to the charts, or null as long as no opening has come. */
    Contribution contribution() {
        if (opened == null) {
            return null;
        }
        return new Contribution(
                department,
                opened.atMillis(),
                messages,
                visitorMessages,
                closed ? closedAtMillis - opened.atMillis() : 0,
                times.firstResponseMillis(),
                times.averageMicros(),
                times.firstReactionMillis());
    }

    private ConversationMetrics withOpening(KeptEvent event) {
        return new ConversationMetrics(
                event,
                null,
                event.department(),
                closed,
                closedAtMillis,
                ResponseTimes.NONE,
                null,
                messages,
                visitorMessages);
    }

    private ConversationMetrics withClose(long atMillis) {
        return new ConversationMetrics(
                opened, departmentChange, department, true, atMillis, times, lastTimed, messages, visitorMessages);
    }

    /** The metrics with the department that this event names, where it comes after all others that named one. */
    ConversationMetrics withDepartment(KeptEvent event) {
        boolean counts =
                event.compareTo(opened) > 0 && (departmentChange == null || event.compareTo(departmentChange) > 0);
        if (!counts) {
            return this;
        }
        return new ConversationMetrics(
                opened, event, event.department(), closed, closedAtMillis, times, lastTimed, messages, visitorMessages);
    }

    private ConversationMetrics withTimed(KeptEvent event) {
        boolean isMessage = event.type() == EventType.MESSAGE_SENT;
        if (isMessage && lastTimed != null && event.compareTo(lastTimed) < 0) {
            return null;
        }
        ResponseTimes next = times.after(event, opened.atMillis());
        if (next == null) {
            return null;
        }
        return new ConversationMetrics(
                opened,
                departmentChange,
                department,
                closed,
                closedAtMillis,
                next,
                isMessage ? event : lastTimed,
                messages,
                visitorMessages);
    }
}
