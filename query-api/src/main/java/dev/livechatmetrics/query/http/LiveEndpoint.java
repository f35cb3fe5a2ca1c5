package dev.livechatmetrics.query.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Server-sent events that say when charts are to be asked for again; for those who may ask for charts. */
final class LiveEndpoint implements GuardedHandler, Closeable {
    static final String PATH = "/api/v1/metrics/live";
    static final String CONTENT_TYPE = "text/event-stream";

    /** Of the last event that a reader has, by which it resumes. */
    static final String LAST_EVENT_ID_HEADER = "Last-Event-ID";

    private final LiveStreams streams;

    LiveEndpoint(LiveStreams streams) {
        this.streams = streams;
    }

    @Override
    public void handle(Context context, Permit permit) throws IOException {
        context.contentType(CONTENT_TYPE);
        context.header("X-Content-Type-Options", "nosniff");
        // nginx would keep events back until it has a bufferful of them.
        context.header("X-Accel-Buffering", "no");
        if (context.method().equals(HandlerType.HEAD)) {
            return;
        }
        String lastEventId = context.header(LAST_EVENT_ID_HEADER);
        Optional<CompletableFuture<Void>> ended = streams.open(context.req(), lastEventId, permit::holds);
        if (ended.isPresent()) {
            // Javalin completes the response when that does, and else as soon as this returns.
            context.future(ended::get);
        } else {
            ErrorBody.TOO_MANY_STREAMS.send(context);
        }
    }

    /** Ends the streams, for which a stop of the server would wait. */
    @Override
    public void close() {
        streams.close();
    }
}
