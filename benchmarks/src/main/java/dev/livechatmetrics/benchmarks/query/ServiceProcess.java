package dev.livechatmetrics.benchmarks.query;

import dev.livechatmetrics.benchmarks.process.FlightRecording;
import dev.livechatmetrics.benchmarks.process.Orders;
import dev.livechatmetrics.benchmarks.traffic.EventLog;
import dev.livechatmetrics.query.access.UsersFile;
import dev.livechatmetrics.query.chart.ChartQuestion;
import dev.livechatmetrics.query.chart.Charts;
import dev.livechatmetrics.query.chart.ChartsCompatibility;
import dev.livechatmetrics.query.cluster.InputPositions;
import dev.livechatmetrics.query.http.ApiServer;
import dev.livechatmetrics.query.http.Metrics;
import dev.livechatmetrics.query.http.PipelineAnswers;
import dev.livechatmetrics.schemas.chart.ChartName;
import dev.livechatmetrics.streams.runtime.PartitionRead.Answer;
import dev.livechatmetrics.streams.runtime.Pipeline;
import dev.livechatmetrics.streams.runtime.PipelineConfig;
import dev.livechatmetrics.streams.topology.LedgerRow;
import dev.livechatmetrics.streams.topology.LifecycleLimits;
import dev.livechatmetrics.streams.topology.Scope;
import dev.livechatmetrics.streams.topology.SourceTopics;
import io.javalin.http.Handler;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The product's pipeline and API as {@code serve} puts them together, with some routes more: two constants, a database's
 * chart, and the charts in a zone that is not the reporting zone, which HTTP alone cannot ask for. Says its port, then
 * obeys.
 */
public final class ServiceProcess {
    /** What a constant holds is set by an order. */
    static final String CONSTANT_MONTH = "/api/constant/month";

    static final String CONSTANT_YEAR = "/api/constant/year";
    static final String ROLLUP = "/api/rollup";
    static final String OTHER_ZONE = "/api/other-zone";
    static final String CHARTS = "/api/v1/livechat/analytics/dashboards/charts-data";

    /** Half an hour off, so that no hour of the two zones begins together. */
    static final ZoneId OTHER = ZoneId.of("Asia/Kolkata");

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(4);

    private final Map<String, byte[]> constants = new ConcurrentHashMap<>();
    private final RollupRoute rollup = new RollupRoute();
    private final PipelineAnswers answers = alone(ZoneOffset.UTC);
    private final PipelineAnswers inOtherZone = alone(OTHER);

    private ServiceProcess() {}

    private static PipelineAnswers alone(ZoneId zone) {
        return new PipelineAnswers(
                zone,
                ChartsCompatibility.EXACT,
                READ_TIMEOUT,
                Duration.ZERO,
                Optional.empty(),
                Optional.empty(),
                (result, took) -> {});
    }

    /** {@code arguments}: bootstrap servers, name, folder for data, commit interval in milliseconds. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        new ServiceProcess().run(arguments[0], arguments[1], Path.of(arguments[2]), arguments[3]);
        System.exit(0);
    }

    private void run(String bootstrapServers, String name, Path data, String commitMillis)
            throws IOException, InterruptedException {
        Orders orders = new Orders();
        UsersFile access = new UsersFile(Caller.writeUsers(data));
        try (Metrics metrics = new Metrics();
                ApiServer server = ApiServer.start("127.0.0.1", 0, routes(access, metrics), metrics);
                Pipeline pipeline = Pipeline.start(config(bootstrapServers, name, data, commitMillis))) {
            answers.attach(pipeline);
            inOtherZone.attach(pipeline);
            metrics.attach(pipeline);
            System.out.println(server.port());
            for (String order = orders.next(); order != null; order = orders.next()) {
                String[] words = order.split(" ", 3);
                System.out.println(
                        switch (words[0]) {
                            case "counted" -> counted(pipeline);
                            case "heap" -> usedAfterCollection();
                            case "ask" -> askInProcess(Integer.parseInt(words[1]));
                            case "rollup" -> rollup(words[1]);
                            case "record" -> record(Path.of(words[1]));
                            case "constant" -> constant(words[1], words[2]);
                            default -> throw new IllegalArgumentException(order);
                        });
            }
        }
    }

    private Map<String, Handler> routes(UsersFile access, Metrics metrics) {
        Map<String, Handler> routes = new LinkedHashMap<>(ApiServer.routes(access, answers, metrics));
        routes.put(OTHER_ZONE, ApiServer.routes(access, inOtherZone, metrics).get(CHARTS));
        routes.put(ROLLUP, rollup);
        for (String path : new String[] {CONSTANT_MONTH, CONSTANT_YEAR}) {
            constants.put(path, new byte[0]);
            routes.put(path, context -> context.contentType("application/json").result(constants.get(path)));
        }
        return routes;
    }

    /** The chart of 31 days from question to body, without HTTP, by one thread; its load in three numbers. */
    private String askInProcess(int seconds) {
        Question month = Question.month(null);
        ChartQuestion question = new ChartQuestion(
                ChartName.Avg_first_response_time, month.start(), month.end(), Scope.of(month.department()));
        Load load = Load.measured(seconds, () -> {
            Charts.Result result = answers.answer(question, InputPositions.NONE);
            return ((Charts.Result.Chart) result).body().toBytes();
        });
        return load.requestsASecond() + " " + load.p50Micros() + " " + load.p99Micros();
    }

    private String rollup(String url) {
        try {
            rollup.connect(url);
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
        return "connected";
    }

    private static String record(Path file) {
        try {
            FlightRecording.start(file);
        } catch (IOException | ParseException refused) {
            throw new IllegalStateException(refused);
        }
        return "recording";
    }

    private String constant(String path, String body) {
        constants.put(path, body.getBytes(StandardCharsets.UTF_8));
        return "set";
    }

    private static PipelineConfig config(String bootstrapServers, String name, Path data, String commitMillis) {
        return new PipelineConfig(
                name,
                bootstrapServers,
                "127.0.0.1:1", // nobody asks
                data.resolve("streams"),
                HistoryLog.topics(name),
                SourceTopics.NONE,
                EventLog.PARTITIONS,
                (short) 1,
                ZoneOffset.UTC,
                Duration.ofHours(1),
                LifecycleLimits.DEFAULT,
                Map.of(),
                Map.of("commit.interval.ms", commitMillis));
    }

    /** The records that the ledger has, of the partitions that can be read now. */
    private static String counted(Pipeline pipeline) {
        long counted = 0;
        for (var read : pipeline.reads().ledgers(pipeline.partitions()).values()) {
            if (read instanceof Answer<Map<String, LedgerRow>> answer) {
                for (LedgerRow row : answer.value().values()) {
                    counted += row.applied() + row.duplicate() + row.ignored() + row.deadLettered();
                }
            }
        }
        return Long.toString(counted);
    }

    private static String usedAfterCollection() {
        System.gc();
        return Long.toString(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
}
