package dev.livechatmetrics.query.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What a live stream tells: a server-sent event, made once for all readers. Says that something has changed, never what.
 *
 * @param key two updates with the same one tell the same; of a readable state the event's id
 */
record LiveUpdate(String key, byte[] event) {
    /** Not an id: a reader who resumes after it is told how things are then. */
    private static final String UNAVAILABLE = "unavailable";

    /** {@code id}: of all that the charts are made of, in one line. */
    static LiveUpdate changed(String id, Instant at) {
        return new LiveUpdate(id, bytes("event: changed\nid: " + id + "\ndata: {\"at\":\"" + at + "\"}\n\n"));
    }

    /** {@code reason}: why charts cannot be answered now, as a 503 says it. */
    static LiveUpdate unavailable(String reason) {
        String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(reason));
        return new LiveUpdate(
                UNAVAILABLE, bytes("event: " + UNAVAILABLE + "\ndata: {\"reason\":\"" + quoted + "\"}\n\n"));
    }

    private static byte[] bytes(String event) {
        return event.getBytes(StandardCharsets.UTF_8);
    }
}
