package dev.livechatmetrics.query.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open live streams of an instance. One watcher looks for all of them, and only while there are any; who does not take
 * what is written, or may not listen any more, is cut off.
 */
final class LiveStreams implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveStreams.class);

    /** One looks, which may take as long as the time to read; the other tends to the streams meanwhile. */
    private static final int THREADS = 2;

    private final LiveSource source;
    private final LiveLimits limits;
    private final LiveMeter meter;
    private final Map<EventStream, Reader> streams = new ConcurrentHashMap<>();

    private final ScheduledThreadPoolExecutor threads;
    private final AtomicBoolean watching = new AtomicBoolean();
    private volatile LiveUpdate latest;
    private volatile boolean closed;

    /** {@code mayListen}: whether he still may. */
    private record Reader(String userId, BooleanSupplier mayListen) {}

    /** What came of opening a stream. */
    sealed interface Opening {
        /** The response is to be completed when that does. */
        record Opened(CompletableFuture<Void> ended) implements Opening {}

        record Refused(ErrorBody error) implements Opening {}
    }

    LiveStreams(LiveSource source, LiveLimits limits, LiveMeter meter) {
        this.source = source;
        this.limits = limits;
        this.meter = meter;
        threads = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, "live");
            thread.setDaemon(true);
            return thread;
        });
        meter.open(streams::size);
    }

    /**
     * Makes the request's response a stream, or refuses where there is no room or the server stops.
     *
     * @param toldKey what the reader knows already, or null
     * @param mayListen whether that is still so
     */
    Opening open(HttpServletRequest request, String userId, String toldKey, BooleanSupplier mayListen)
            throws IOException {
        EventStream stream;
        synchronized (this) {
            if (closed || streams.size() >= limits.streams()) {
                return new Opening.Refused(ErrorBody.TOO_MANY_STREAMS);
            }
            if (streamsOf(userId) >= limits.streamsOfUser()) {
                return new Opening.Refused(ErrorBody.TOO_MANY_STREAMS_OF_USER);
            }
            stream = EventStream.open(request, toldKey, limits.sendBufferBytes());
            streams.put(stream, new Reader(userId, mayListen));
        }
        LiveUpdate known = latest;
        if (known != null) {
            stream.tell(known);
        }
        watch();
        return new Opening.Opened(stream.ended().thenRun(() -> streams.remove(stream)));
    }

    private long streamsOf(String userId) {
        return streams.values().stream()
                .filter(reader -> reader.userId().equals(userId))
                .count();
    }

    private void watch() {
        if (watching.compareAndSet(false, true)) {
            threads.execute(this::look);
            every(limits.heartbeat(), () -> streams.keySet().forEach(EventStream::beat));
            every(limits.recheck(), this::cutThoseWhoMayNotListen);
            every(limits.longestWrite().dividedBy(4), this::cutTheSlow);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the task lets no failure through
    private void every(Duration period, Runnable task) {
        threads.scheduleWithFixedDelay(() -> guarded(task), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the look lets no failure through
    private void look() {
        LiveUpdate before = latest;
        guarded(this::lookOnce);
        LiveUpdate after = latest;
        boolean told = after != null && isNews(after, before);
        try {
            threads.schedule(this::look, (told ? limits.pause() : limits.look()).toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("Nobody looks any more", stopped);
        }
    }

    private static boolean isNews(LiveUpdate now, LiveUpdate known) {
        return known == null || !known.key().equals(now.key());
    }

    private void lookOnce() {
        if (streams.isEmpty()) {
            // What comes next may be long after.
            latest = null;
            return;
        }
        LiveUpdate now = source.look();
        if (isNews(now, latest)) {
            latest = now;
        }
        // Also those that came during the look.
        LiveUpdate news = latest;
        streams.keySet().forEach(stream -> stream.tell(news));
    }

    private void cutThoseWhoMayNotListen() {
        streams.forEach((stream, reader) -> {
            if (!reader.mayListen().getAsBoolean()) {
                meter.cut(LiveMeter.Reason.ACCESS);
                stream.end();
            }
        });
    }

    private void cutTheSlow() {
        streams.keySet().forEach(stream -> {
            if (stream.isSlowerThan(limits.longestWrite())) {
                meter.cut(LiveMeter.Reason.SLOW);
                stream.end();
            }
        });
    }

    /** A task that fails once must come again, and for the streams after the one at which it failed. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            LOG.error("The live streams were not tended to; it is tried again", failure);
        }
    }

    /** Ends every stream and takes no more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        threads.shutdownNow();
        streams.keySet().forEach(EventStream::end);
    }
}
