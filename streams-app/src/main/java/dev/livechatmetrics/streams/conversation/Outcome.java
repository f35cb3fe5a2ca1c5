package dev.livechatmetrics.streams.conversation;

/** How a record that was read ends; every record ends as exactly one of these. */
public enum Outcome {
    APPLIED,
    /** The event, or the tombstone, was seen before. */
    DUPLICATE,
    /** An unknown type, or a new event of a deleted conversation. */
    IGNORED,
    DEAD_LETTERED
}
