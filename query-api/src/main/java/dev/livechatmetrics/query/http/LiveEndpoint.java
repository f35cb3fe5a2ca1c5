package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.access.AuditLog;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.Closeable;
import java.io.IOException;

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
        LiveStreams.Opening opening = streams.open(context.req(), permit.userId(), lastEventId, permit::holds);
        if (opening instanceof LiveStreams.Opening.Opened opened) {
            // Javalin completes the response when that does, and else as soon as this returns.
            context.future(opened::ended);
        } else if (opening instanceof LiveStreams.Opening.Refused refused) {
            refuse(context, permit, refused.error());
        }
    }

    private static void refuse(Context context, Permit permit, ErrorBody error) {
        if (error.equals(ErrorBody.TOO_MANY_STREAMS_OF_USER)) {
            permit.refuse(error, AuditLog.Reason.TOO_MANY_STREAMS);
        } else {
            error.send(context); // nobody is refused: there is no room
        }
    }

    /** Ends the streams, for which a stop of the server would wait. */
    @Override
    public void close() {
        streams.close();
    }
}
