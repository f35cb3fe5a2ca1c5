package dev.livechatmetrics.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGTERM and Ctrl+C into an orderly end with exit status 0: the thread that waits goes on to close what it has
 * opened, within a limit, instead of being cut off or raced by other hooks. Without it Java's status would be 143, which
 * a supervisor takes for a failure.
 *
 * <pre>{@code
 * try (StopSignal stop = StopSignal.closingWithin(Duration.ofSeconds(10));
 *         EmbeddedBroker broker = EmbeddedBroker.start(dataDir, port)) {
 *     stop.await();
 * }
 * }</pre>
 */
final class StopSignal implements AutoCloseable {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Duration limit;

    private StopSignal(Duration limit) {
        this.limit = limit;
    }

    /** To be opened first, so that it is closed last. */
    static StopSignal closingWithin(Duration limit) {
        StopSignal signal = new StopSignal(limit);
        Runtime.getRuntime().addShutdownHook(new Thread(signal::endProcess, "stop-signal"));
        return signal;
    }

    /** Asks for the end as SIGTERM would, from within. */
    void ask() {
        asked.countDown();
    }

    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Returns when the process has been asked to end. */
    void await() throws InterruptedException {
        asked.await();
    }

    /** Says that all is closed. */
    @Override
    public void close() {
        done.countDown();
    }

    private void endProcess() {
        boolean closedBefore = done.getCount() == 0; // the command ended by itself: its own status stands
        asked.countDown();
        if (closedBefore) {
            return;
        }
        int status = 1;
        try {
            status = done.await(limit.toMillis(), TimeUnit.MILLISECONDS) ? 0 : 1;
        } catch (InterruptedException cutShort) {
            Thread.currentThread().interrupt();
        }
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(status);
    }
}
