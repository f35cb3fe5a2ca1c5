package dev.livechatmetrics.cli;

import dev.livechatmetrics.cli.send.Destination;
import dev.livechatmetrics.cli.send.EventSender;
import dev.livechatmetrics.cli.send.KafkaConnector;
import dev.livechatmetrics.cli.send.Position;
import dev.livechatmetrics.cli.send.Progress;
import dev.livechatmetrics.cli.simulate.SimulatedEvent;
import dev.livechatmetrics.cli.simulate.Simulation;
import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.runtime.Pipeline;
import dev.livechatmetrics.streams.topology.LedgerRow;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The demo's workspace: a past that is sent at once, then live traffic as time goes on. */
final class DemoTraffic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoTraffic.class);
    private static final long SEED = 1;
    private static final int CONVERSATIONS = 3_000;
    private static final int DAYS = 30;
    private static final double LIVE_CONVERSATIONS_PER_HOUR = 900;
    private static final long POLL_NANOS = Duration.ofMillis(50).toNanos();

    private final Simulation simulation = new Simulation(SEED, CONVERSATIONS, DAYS, System.currentTimeMillis());
    private final Pipeline pipeline;
    private final EventSender sender;
    private volatile Thread live;
    private volatile boolean closed;

    DemoTraffic(Destination destination, Pipeline pipeline) {
        this.pipeline = pipeline;
        this.sender = new EventSender(new KafkaConnector().producer(destination), destination, LOG::warn);
    }

    /** Sends the past and returns when the charts show it; false where the demo was stopped meanwhile. */
    boolean sendPast(StopSignal stop) {
        long number = 0;
        long opened = 0;
        Iterator<SimulatedEvent> past = simulation.events();
        try (Progress progress = Progress.isPossible()
                ? Progress.bar("simulate the past", CONVERSATIONS, " conversations", 1)
                : Progress.none()) {
            while (past.hasNext() && !stop.isAsked()) {
                SimulatedEvent event = past.next();
                sender.send(event.envelope(), new Position("past", ++number));
                if (event.event().type() == EventType.OPENED) {
                    progress.to(++opened);
                }
            }
        }
        sender.flush();
        while (recordsRead() < number && !stop.isAsked()) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        return !stop.isAsked();
    }

    void startLive() {
        Iterator<SimulatedEvent> events = simulation.live(LIVE_CONVERSATIONS_PER_HOUR);
        Thread thread = new Thread(() -> sendLive(events), "demo-traffic");
        thread.setDaemon(true);
        live = thread;
        thread.start();
    }

    private void sendLive(Iterator<SimulatedEvent> events) {
        for (long number = 1; !closed && events.hasNext(); number++) {
            SimulatedEvent event = events.next();
            while (!closed && event.dueMillis() > System.currentTimeMillis()) {
                long waitMillis = Math.max(1, event.dueMillis() - System.currentTimeMillis());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(waitMillis));
            }
            if (!closed) {
                sender.send(event.envelope(), new Position("live", number));
            }
        }
    }

    private long recordsRead() {
        long read = 0;
        for (PartitionRead<Map<String, LedgerRow>> ledger :
                pipeline.reads().ledgers(pipeline.partitions()).values()) {
            if (ledger instanceof PartitionRead.Answer<Map<String, LedgerRow>> answer) {
                for (LedgerRow row : answer.value().values()) {
                    read += row.applied() + row.duplicate() + row.ignored() + row.deadLettered();
                }
            }
        }
        return read;
    }

    @Override
    public void close() {
        closed = true;
        Thread running = live;
        if (running != null) {
            LockSupport.unpark(running);
            try {
                running.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        sender.close();
    }
}
