package dev.livechatmetrics.streams.topology;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How far a running task has come, for readers: the task's thread moves it once all effects of a record are there, so
 * that who reads the position first and the effects then finds in them all that the position says. Costs the task one
 * plain store a record.
 */
final class LivePosition {
    private final AtomicLong conversations = new AtomicLong();
    private final AtomicLong messages = new AtomicLong();

    LivePosition(InputPosition start) {
        conversations.setRelease(start.conversations());
        messages.setRelease(start.messages());
    }

    /** All before this offset of a topic is done. */
    void advance(boolean ofMessages, long nextOffset) {
        (ofMessages ? messages : conversations).setRelease(nextOffset);
    }

    InputPosition now() {
        return new InputPosition(conversations.getAcquire(), messages.getAcquire());
    }
}
