package dev.livechatmetrics.query.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader of server-sent events. Nothing is queued: one update waits at most, and a newer one takes its place. No thread
 * waits for the reader.
 */
final class EventStream implements WriteListener, AsyncListener {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final byte[] HEARTBEAT = ": \n\n".getBytes(StandardCharsets.UTF_8);
    private static final long NOT_BLOCKED = Long.MIN_VALUE;

    private final ServletOutputStream out;
    private final EndPoint endPoint;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** What the reader was told last, by this stream or the one that it resumes. */
    private String toldKey;

    private byte[] pending;
    private boolean flushIsDue;
    /** From when the container has called: before, the output is its own. */
    private boolean writable;

    private long blockedSinceNanos = NOT_BLOCKED;

    /** {@code toldKey}: what the reader knows already, or null. */
    private EventStream(ServletOutputStream out, EndPoint endPoint, String toldKey) {
        this.out = out;
        this.endPoint = endPoint;
        this.toldKey = toldKey;
    }

    /** Takes the request's response over, whose headers are set. */
    static EventStream open(HttpServletRequest request, String toldKey, int sendBufferBytes) throws IOException {
        EndPoint endPoint = ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        if (endPoint.getTransport() instanceof SocketChannel channel) {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, sendBufferBytes);
        }
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        EventStream stream = new EventStream(async.getResponse().getOutputStream(), endPoint, toldKey);
        async.addListener(stream);
        stream.out.setWriteListener(stream);
        return stream;
    }

    /** Completes when nothing more is written, however that came; the response is then to be completed. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Tells what the reader does not know yet; replaces what could not be told so far. */
    synchronized void tell(LiveUpdate update) {
        if (!Objects.equals(update.key(), toldKey)) {
            toldKey = update.key();
            pending = update.event();
            write();
        }
    }

    /** A sign of life, where there is nothing to tell. */
    synchronized void beat() {
        if (pending == null && !flushIsDue) {
            pending = HEARTBEAT;
            write();
        }
    }

    @Override
    public synchronized void onWritePossible() {
        if (!writable) {
            writable = true;
            // So that the reader has the headers before there is anything to tell.
            pending = pending == null ? HEARTBEAT : pending;
        }
        write();
    }

    @Override
    public synchronized void onError(Throwable failure) {
        LOG.debug("A reader of the live stream is gone", failure);
        end();
    }

    private void write() {
        if (!writable || ended.isDone()) {
            return;
        }
        try {
            while (out.isReady()) {
                blockedSinceNanos = NOT_BLOCKED;
                if (flushIsDue) {
                    flushIsDue = false;
                    out.flush();
                } else if (pending != null) {
                    byte[] event = pending;
                    pending = null;
                    flushIsDue = true;
                    out.write(event);
                } else {
                    return;
                }
            }
            if (blockedSinceNanos == NOT_BLOCKED) {
                blockedSinceNanos = System.nanoTime();
            }
        } catch (IOException gone) {
            onError(gone);
        }
    }

    /** Whether the reader has left something unread for longer than that. */
    synchronized boolean isSlowerThan(Duration longestWrite) {
        return !ended.isDone()
                && blockedSinceNanos != NOT_BLOCKED
                && System.nanoTime() - blockedSinceNanos > longestWrite.toNanos();
    }

    /** The reader sees the end of the stream or, where it reads nothing, of the connection. */
    synchronized void end() {
        if (blockedSinceNanos != NOT_BLOCKED) {
            // The end of a response would wait for the reader, too.
            endPoint.close();
        }
        ended.complete(null);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // It has none.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // It is never begun anew.
    }
}
