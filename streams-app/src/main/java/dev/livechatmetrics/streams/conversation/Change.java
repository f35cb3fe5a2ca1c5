package dev.livechatmetrics.streams.conversation;

import dev.livechatmetrics.schemas.event.KeptEvent;
import dev.livechatmetrics.schemas.event.Reason;

/**
 * What a record would do: how it ends, and what the conversation contributes before and after (null where it does
 * not count).
 */
public final class Change {
    private final Outcome outcome;
    private final KeptEvent event;
    private final long identityHash;
    private final ConversationMetrics metrics;
    private final Contribution before;
    private final Contribution after;
    private final boolean deletes;
    private final Reason refusal;
    private final boolean leaves;

    Change(
            Outcome outcome,
            KeptEvent event,
            long identityHash,
            ConversationMetrics metrics,
            Contribution before,
            Contribution after,
            boolean deletes) {
        this(outcome, event, identityHash, metrics, before, after, deletes, null, false);
    }

    Change(
            Outcome outcome,
            KeptEvent event,
            long identityHash,
            ConversationMetrics metrics,
            Contribution before,
            Contribution after,
            boolean deletes,
            Reason refusal,
            boolean leaves) {
        this.outcome = outcome;
        this.event = event;
        this.identityHash = identityHash;
        this.metrics = metrics;
        this.before = before;
        this.after = after;
        this.deletes = deletes;
        this.refusal = refusal;
        this.leaves = leaves;
    }

    public Outcome outcome() {
        return outcome;
    }

    public Contribution before() {
        return before;
    }

    public Contribution after() {
        return after;
    }

    /** Whether all that is known of the conversation leaves with this change. */
    public boolean leaves() {
        return leaves;
    }

    /** Why the record is a dead letter, or null where it is none. */
    public Reason refusal() {
        return refusal;
    }

    /** To remember, or null where there is none. */
    KeptEvent event() {
        return event;
    }

    long identityHash() {
        return identityHash;
    }

    /** The conversation's from then on. */
    ConversationMetrics metrics() {
        return metrics;
    }

    /** Whether the conversation is deleted with this change. */
    boolean deletes() {
        return deletes;
    }
}
