package dev.livechatmetrics.query.listing;

import dev.livechatmetrics.query.cluster.InputPositions;

/** What came of asking for a list: the list, or why there is none now. */
public sealed interface Listed<T> {
    /**
     * A whole answer.
     *
     * @param positions how far each partition was read: all before is in the list
     * @param staleMillis how old it may be; 0 where all of it comes from running tasks
     */
    record Whole<T>(T value, InputPositions positions, long staleMillis) implements Listed<T> {}

    /** The position that is asked for can never be reached; {@code reason} says why. */
    record Refused<T>(String reason) implements Listed<T> {}

    /** {@code reason}: a sentence that names what cannot be read. */
    record Unavailable<T>(String reason) implements Listed<T> {}
}
