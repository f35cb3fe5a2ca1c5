package dev.livechatmetrics.streams.conversation;

import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.KeptEvent;
import dev.livechatmetrics.schemas.event.Sender;

/**
 * How fast a conversation's visitor was answered: Rocket.Chat's own rules on event time. {@code lq} is the time of the
 * visitor's last question, {@code lr} of the last response to one; until they are set, both read as the time of the
 * opening. Messages must be taken in their order. Assignments and returns to the queue, here joins, may come in any: only
 * the latest before the first response counts, and which one that is can be told whenever one comes.
 *
 * <p>Immutable: {@link #after} answers the next state.
 *
 * @param flags which of the times are set
 * @param latestJoin the latest of all joins: twice its time, and 1 more where it returned the conversation to the queue,
 *     which makes of two at one time the greater the later; or {@link #NO_JOIN}
 * @param responseMillis sum of all response times
 * @param firstAtMillis when the first response was sent; 0 where there is none
 * @param firstJoin the latest join before it, as {@code latestJoin}
 */
record ResponseTimes(
        int flags,
        long lqMillis,
        long lrMillis,
        long latestJoin,
        long responses,
        long responseMillis,
        long firstResponseMillis,
        long firstAtMillis,
        long firstJoin,
        long firstReactionMillis) {

    static final long NO_JOIN = Long.MIN_VALUE;

    static final ResponseTimes NONE = new ResponseTimes(0, 0, 0, NO_JOIN, 0, 0, 0, 0, NO_JOIN, 0);

    private static final int LQ = 1;
    private static final int LR = 2;

    /**
     * The state after an event for which {@link KeptEvent#timesResponses} holds, or null where only all events in their
     * order tell it.
     */
    ResponseTimes after(KeptEvent event, long openedMillis) {
        if (event.type() != EventType.MESSAGE_SENT) {
            return afterJoin(2 * event.atMillis() + (event.type() == EventType.QUEUED ? 1 : 0), openedMillis);
        }
        return event.sender() == Sender.VISITOR
                ? afterQuestion(event.atMillis(), openedMillis)
                : afterResponse(event.atMillis(), openedMillis);
    }

    /** Where no message was taken yet. */
    ResponseTimes withLatestJoin(long join) {
        return new ResponseTimes(
                flags,
                lqMillis,
                lrMillis,
                join,
                responses,
                responseMillis,
                firstResponseMillis,
                firstAtMillis,
                firstJoin,
                firstReactionMillis);
    }

    /** A join sorts before a message of the same time. */
    private ResponseTimes afterJoin(long join, long openedMillis) {
        boolean first = firstResponseMillis != 0 && join > firstJoin && atMillis(join) <= firstAtMillis;
        if (!first && join <= latestJoin) {
            return this;
        }
        return new ResponseTimes(
                flags,
                lqMillis,
                lrMillis,
                Math.max(latestJoin, join),
                responses,
                responseMillis,
                firstResponseMillis,
                firstAtMillis,
                first ? join : firstJoin,
                first ? firstAtMillis - joined(join, openedMillis) : firstReactionMillis);
    }

    private ResponseTimes afterQuestion(long atMillis, long openedMillis) {
        if (lr(openedMillis) < lq(openedMillis)) {
            return this;
        }
        return new ResponseTimes(
                flags | LQ,
                atMillis,
                lrMillis,
                latestJoin,
                responses,
                responseMillis,
                firstResponseMillis,
                firstAtMillis,
                firstJoin,
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
        if (first && latestJoin != NO_JOIN && atMillis(latestJoin) > atMillis) {
            return null; // there may be one before it of which nothing is known here
        }
        return new ResponseTimes(
                answersQuestion ? flags | LR : flags,
                lqMillis,
                answersQuestion ? atMillis : lrMillis,
                latestJoin,
                responses + 1,
                responseMillis + responseTime,
                first ? responseTime : firstResponseMillis,
                first ? atMillis : firstAtMillis,
                first ? latestJoin : firstJoin,
                first ? atMillis - joined(latestJoin, openedMillis) : firstReactionMillis);
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

    private long lq(long openedMillis) {
        return (flags & LQ) != 0 ? lqMillis : openedMillis;
    }

    private long lr(long openedMillis) {
        return (flags & LR) != 0 ? lrMillis : openedMillis;
    }

    /** When the agent had joined by then, by the latest join before. */
    static long joined(long join, long openedMillis) {
        boolean isAssignment = join != NO_JOIN && (join & 1) == 0;
        return isAssignment ? atMillis(join) : openedMillis;
    }

    private static long atMillis(long join) {
        return join >> 1;
    }
}
