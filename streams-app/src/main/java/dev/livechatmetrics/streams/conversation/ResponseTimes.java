package dev.livechatmetrics.streams.conversation;

import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.KeptEvent;
import dev.livechatmetrics.schemas.event.Sender;

/**
 * How fast a conversation's visitor was answered: Rocket.Chat's own rules on event time, for events taken in their
 * order. {@code lq} is the time of the visitor's last question, {@code lr} of the last response to one; until they are
 * set, both read as the time of the opening.
 *
 * <p>Immutable: {@link #after} answers the next state.
 *
 * @param flags which of the times are set
 * @param responseMillis sum of all response times
 */
record ResponseTimes(
        int flags,
        long lqMillis,
        long lrMillis,
        long joinedMillis,
        long responses,
        long responseMillis,
        long firstResponseMillis,
        long firstReactionMillis) {

    static final ResponseTimes NONE = new ResponseTimes(0, 0, 0, 0, 0, 0, 0, 0);

    private static final int LQ = 1;
    private static final int LR = 2;
    private static final int JOINED = 4;

    /** The state after an event for which {@link KeptEvent#timesResponses} holds. */
    ResponseTimes after(KeptEvent event, long openedMillis) {
        if (event.type() == EventType.QUEUED) {
            return withJoined(flags & ~JOINED, 0);
        }
        if (event.assigns()) {
            return withJoined(flags | JOINED, event.atMillis());
        }
        return event.sender() == Sender.VISITOR
                ? afterQuestion(event.atMillis(), openedMillis)
                : afterResponse(event.atMillis(), openedMillis);
    }

    private ResponseTimes afterQuestion(long atMillis, long openedMillis) {
        if (lr(openedMillis) < lq(openedMillis)) {
            return this;
        }
        return new ResponseTimes(
                flags | LQ,
                atMillis,
                lrMillis,
                joinedMillis,
                responses,
                responseMillis,
                firstResponseMillis,
                firstReactionMillis);
    }

    private ResponseTimes afterResponse(long atMillis, long openedMillis) {
        boolean answersQuestion = lq(openedMillis) > lr(openedMillis);
        boolean beforeFirst = (flags & LR) == 0;
        if (!beforeFirst && !answersQuestion) {
            return this;
        }
        long responseTime = atMillis - lq(openedMillis);
        // Every greeting before the visitor's first question overwrites the first response: Rocket.Chat's rule.
        boolean first = beforeFirst && responseTime != 0;
        return new ResponseTimes(
                answersQuestion ? flags | LR : flags,
                lqMillis,
                answersQuestion ? atMillis : lrMillis,
                joinedMillis,
                responses + 1,
                responseMillis + responseTime,
                first ? responseTime : firstResponseMillis,
                first ? atMillis - joined(openedMillis) : firstReactionMillis);
    }

    /** {@code responseTime / responses} in whole microseconds, rounded half up; 0 without a response. */
    long averageMicros() {
        if (responses == 0) {
            return 0;
        }
        // Quotient and remainder apart: the sum in microseconds could pass the range of a long.
        long wholeMillis = Math.floorDiv(responseMillis, responses);
        long restMillis = Math.floorMod(responseMillis, responses);
        return wholeMillis * 1_000 + Math.floorDiv(2_000 * restMillis + responses, 2 * responses);
    }

    private ResponseTimes withJoined(int newFlags, long atMillis) {
        return new ResponseTimes(
                newFlags,
                lqMillis,
                lrMillis,
                atMillis,
                responses,
                responseMillis,
                firstResponseMillis,
                firstReactionMillis);
    }

    private long lq(long openedMillis) {
        return (flags & LQ) != 0 ? lqMillis : openedMillis;
    }

    private long lr(long openedMillis) {
        return (flags & LR) != 0 ? lrMillis : openedMillis;
    }

    private long joined(long openedMillis) {
        return (flags & JOINED) != 0 ? joinedMillis : openedMillis;
    }
}
