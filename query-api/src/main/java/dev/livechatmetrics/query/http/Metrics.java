package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.cluster.PeerMeter;
import dev.livechatmetrics.query.cluster.PeerResult;
import dev.livechatmetrics.streams.runtime.Pipeline;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.Closeable;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.stream.LongStream;

/** What {@code /metrics} exports: the ledger, requests, calls of other instances, the JVM and Kafka Streams. */
public final class Metrics implements Closeable, PeerMeter, LiveMeter {
    static final String PATH = "/metrics";

    private static final Duration[] BUCKETS = LongStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final LedgerMetrics ledger = new LedgerMetrics(registry);
    private final SourceMetrics sources = new SourceMetrics(registry);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    /** So that a request does not look for its timer among all meters by a list of tags. */
    private final Map<Answered, Timer> answers = new ConcurrentHashMap<>();

    private final Map<PeerResult, Timer> peerCalls = new EnumMap<>(PeerResult.class);
    private final Map<Reason, Counter> streamsCut = new EnumMap<>(Reason.class);

    private final Counter turnedAway;

    private volatile Pipeline pipeline;
    /** Guarded by this. */
    private KafkaStreamsMetrics streams;

    private boolean everReady;

    private record Answered(String route, int status) {}

    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        gc.bindTo(registry);
        for (PeerResult result : PeerResult.values()) {
            peerCalls.put(result, timer(result));
        }
        for (Reason reason : Reason.values()) {
            streamsCut.put(reason, counter(reason));
        }
        turnedAway = Counter.builder("livechat.http.turned.away")
                .description(
                        "Requests that had a 503 before they came to a route, as too many wait or the server stops")
                .register(registry);
        Gauge.builder("livechat.ready", this, metrics -> metrics.isReady() ? 1 : 0)
                .description("1 where this instance is ready to answer")
                .register(registry);
        Gauge.builder("livechat.partitions", ledger, LedgerMetrics::answeringPartitions)
                .description("Partitions for which this instance answers: restored, and at work here")
                .register(registry);
    }

    /** From now on, the metrics of this pipeline are exported too. */
    public void attach(Pipeline running) {
        pipeline = running;
        export(running);
    }

    private synchronized void export(Pipeline running) {
        if (streams != null) {
            streams.close();
        }
        streams = new KafkaStreamsMetrics(running.streams());
        streams.bindTo(registry);
    }

    private boolean isReady() {
        Pipeline running = pipeline;
        return running != null && running.notReadyReason() == null;
    }

    /** Tasks and stores come with their metrics, for which Micrometer else looks once a minute. */
    private synchronized void exportTasks(Pipeline running) {
        if (!everReady && isReady()) {
            everReady = true;
            export(running);
        }
    }

    void record(String route, int status, Duration took) {
        Answered answered = new Answered(route, status);
        Timer timer = answers.get(answered);
        if (timer == null) {
            timer = answers.computeIfAbsent(answered, this::timer);
        }
        timer.record(took);
    }

    /** A request had a 503 before it came to a route. */
    void turnedAway() {
        turnedAway.increment();
    }

    private Timer timer(Answered answered) {
        return Timer.builder("livechat.http.requests")
                .description("Requests answered")
                .tag("route", answered.route())
                .tag("status", Integer.toString(answered.status()))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    @Override
    public void called(PeerResult result, Duration took) {
        peerCalls.get(result).record(took);
    }

    private Timer timer(PeerResult result) {
        return Timer.builder("livechat.peer.calls")
                .description("Calls of other instances, by how each ended")
                .tag("result", result.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** One more webhook of Rocket.Chat, by its type and what became of it. */
    void webhook(String type, String outcome) {
        Counter.builder("livechat.webhooks")
                .description("Webhooks of Rocket.Chat, by what became of them")
                .tag("type", type)
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }

    @Override
    public void open(IntSupplier streams) {
        Gauge.builder("livechat.live.streams", streams, IntSupplier::getAsInt)
                .strongReference(true)
                .description("Live streams that are open")
                .register(registry);
    }

    @Override
    public void cut(Reason reason) {
        streamsCut.get(reason).increment();
    }

    private Counter counter(Reason reason) {
        return Counter.builder("livechat.live.streams.cut")
                .description("Live streams cut off, by reason")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    void handle(Context context) {
        Pipeline running = pipeline;
        if (running != null) {
            exportTasks(running);
            ledger.refresh(running.reads(), running.partitions());
            sources.refresh(running.sourceCounts());
        }
        context.header("Cache-Control", "no-store")
                .contentType("text/plain; version=0.0.4; charset=utf-8")
                .result(scraped());
    }

    String scraped() {
        return registry.scrape();
    }

    @Override
    public synchronized void close() {
        if (streams != null) {
            streams.close();
        }
        gc.close();
        registry.close();
    }
}
