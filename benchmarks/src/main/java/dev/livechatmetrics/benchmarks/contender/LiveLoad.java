package dev.livechatmetrics.benchmarks.contender;

import dev.livechatmetrics.benchmarks.traffic.EventLog;
import dev.livechatmetrics.benchmarks.traffic.EventWriter;
import dev.livechatmetrics.benchmarks.traffic.LogTotals;
import dev.livechatmetrics.benchmarks.traffic.Traffic;
import dev.livechatmetrics.benchmarks.traffic.TrafficEvent;
import dev.livechatmetrics.benchmarks.traffic.TrafficShape;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The product's pipeline under a steady load: it reads some minutes of traffic as fast as it can and then what goes on
 * from there, sent at its own rate. A pass is that second part alone.
 */
public final class LiveLoad implements Contender {
    public static final int EVENTS_A_SECOND = 1_000;

    /** So many times as long as the load: by then conversations end about as often as they begin. */
    private static final int PAST = 8;

    private static final long SEED = 1;
    private static final int PAUSE_MILLIS = 2;

    @Override
    public Pass run(Task task) throws Exception {
        int pastSeconds = PAST * task.liveSeconds();
        Instant start = Instant.now().minusSeconds(pastSeconds);
        Traffic traffic = new Traffic(TrafficShape.eventsASecond(EVENTS_A_SECOND, start), SEED);
        LogTotals.Counter counter = new LogTotals.Counter();
        EventLog past =
                EventLog.write(task.bootstrapServers(), task.log().name(), traffic.next(events(pastSeconds)), counter);
        try (ApplicationTraces traces = new ApplicationTraces(task);
                RunningPipeline pipeline = RunningPipeline.start(task)) {
            pipeline.awaitCounted(past.totals().events(), PAUSE_MILLIS);
            traces.awaitCommitted(past.totals().events());
            Map<String, Long> before = traces.topicBytes();
            Stopwatch stopwatch = new Stopwatch();
            stopwatch.start();
            send(task, traffic.next(events(task.liveSeconds())), counter, stopwatch);
            LogTotals all = counter.totals();
            pipeline.awaitCounted(all.events(), PAUSE_MILLIS);
            Stopwatch.Time time = stopwatch.elapsed();
            traces.awaitCommitted(all.events());
            long committedNanos = stopwatch.elapsed().nanos();
            pipeline.check(all);
            Map<String, Long> growth = new HashMap<>(traces.topicBytes());
            before.forEach((topic, bytes) -> growth.merge(topic, -bytes, Long::sum));
            long bytes = all.bytes() - past.totals().bytes();
            return Pass.of(events(task.liveSeconds()), time, committedNanos, bytes)
                    .withTopicBytes(growth);
        }
    }

    private static long events(int seconds) {
        return (long) EVENTS_A_SECOND * seconds;
    }

    private static void send(Task task, Iterator<TrafficEvent> events, LogTotals.Counter counter, Stopwatch stopwatch)
            throws ExecutionException {
        long sent = 0;
        try (EventWriter writer = new EventWriter(task.bootstrapServers(), task.log())) {
            while (events.hasNext()) {
                TrafficEvent event = events.next();
                awaitTurn(sent++, stopwatch);
                writer.send(event);
                counter.count(event);
            }
            writer.flush();
        }
    }

    private static void awaitTurn(long sent, Stopwatch stopwatch) {
        long dueNanos = TimeUnit.SECONDS.toNanos(sent) / EVENTS_A_SECOND;
        long early = dueNanos - stopwatch.elapsed().nanos();
        while (early > 0) {
            LockSupport.parkNanos(early);
            early = dueNanos - stopwatch.elapsed().nanos();
        }
    }
}
