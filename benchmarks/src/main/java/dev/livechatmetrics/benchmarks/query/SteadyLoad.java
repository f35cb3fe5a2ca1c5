package dev.livechatmetrics.benchmarks.query;

import dev.livechatmetrics.benchmarks.traffic.TrafficEvent;
import dev.livechatmetrics.streams.topology.TopicNames;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;

/** So many events a second of ever new conversations, as evenly as a thread can send them, until closed. */
final class SteadyLoad implements AutoCloseable {
    private static final long TICK_NANOS = 2_000_000;
    private static final double SECOND_NANOS = 1e9;

    /** Each load of a run has conversations of its own. */
    private static final AtomicInteger LOADS = new AtomicInteger();

    private final Producer<byte[], byte[]> producer;
    private final TopicNames topics;
    private final int eventsASecond;
    private final History history;
    private final Deque<TrafficEvent> next = new ArrayDeque<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "load");
    private final long startNanos = System.nanoTime();
    private volatile boolean closed;
    private volatile long sent;

    private SteadyLoad(Producer<byte[], byte[]> producer, TopicNames topics, int eventsASecond) {
        this.producer = producer;
        this.topics = topics;
        this.eventsASecond = eventsASecond;
        int number = LOADS.incrementAndGet();
        this.history = History.present("load-" + number, number);
    }

    static SteadyLoad start(String bootstrapServers, TopicNames topics, int eventsASecond) {
        SteadyLoad load = new SteadyLoad(HistoryLog.producer(bootstrapServers, 5), topics, eventsASecond);
        load.thread.start();
        return load;
    }

    long sent() {
        return sent;
    }

    /**
     * The part of the events that were to be sent by now and were; less than 1 where the machine is too slow for them.
     *
     * @throws IOException where events were refused
     */
    double partSent() throws IOException {
        if (failure.get() != null) {
            throw new IOException("An event of the load was refused", failure.get());
        }
        return sent * SECOND_NANOS / (System.nanoTime() - startNanos) / eventsASecond;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback notices every failure
    private void run() {
        while (!closed && failure.get() == null) {
            long due = (long) ((System.nanoTime() - startNanos) / SECOND_NANOS * eventsASecond);
            long done = sent;
            for (; done < due; done++) {
                producer.send(HistoryLog.record(topics, event()), (metadata, refused) -> {
                    if (refused != null) {
                        failure.compareAndSet(null, refused);
                    }
                });
            }
            sent = done;
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    private TrafficEvent event() {
        if (next.isEmpty()) {
            history.next().events().forEach(next::add);
        }
        return next.remove();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
