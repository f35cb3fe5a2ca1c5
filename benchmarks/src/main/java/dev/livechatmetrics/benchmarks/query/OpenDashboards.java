package dev.livechatmetrics.benchmarks.query;

import dev.livechatmetrics.benchmarks.Spread;
import dev.livechatmetrics.benchmarks.query.Dashboard.Refresh;
import dev.livechatmetrics.benchmarks.query.Dashboard.View;
import dev.livechatmetrics.benchmarks.traffic.Step;
import dev.livechatmetrics.benchmarks.traffic.TrafficEvent;
import dev.livechatmetrics.streams.topology.TopicNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Producer;

/** Many dashboards open against one instance: when they are told, when they have their answers, and what memory they take. */
final class OpenDashboards {
    private static final int DASHBOARDS = 200;
    private static final int EVENTS_A_SECOND = 1_000;
    private static final String DEPARTMENT = "watched";
    private static final int[] DAYS = {7, 30, 90};

    /** So that a page has a question in hand, and that an event comes at any time between two looks. */
    private static final int PAUSE_MILLIS = 3_000;

    private static final int PAUSE_MORE_MILLIS = 1_000;
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int POLL_MILLIS = 5;
    private static final int SAMPLES = 10;
    private static final double MEBIBYTE = 1024 * 1024;
    private static final double SECOND_NANOS = 1e9;

    private final Setting setting;
    private final SplittableRandom random;

    /** From an event's acknowledgement, in seconds, to the last dashboard's. */
    private record Update(double told, double shown) {}

    /** The processor time, in seconds, that the instance and this process have taken. */
    private record Processors(double instance, double dashboards) {
        static Processors now(Service service) {
            return new Processors(
                    seconds(service.pid()), seconds(ProcessHandle.current().pid()));
        }

        private static double seconds(long pid) {
            return ProcessHandle.of(pid)
                            .flatMap(process -> process.info().totalCpuDuration())
                            .orElseThrow()
                            .toMillis()
                    / 1e3;
        }

        void report(Processors before, Duration load, Figures figures) {
            figures.line(
                    "cores taken meanwhile: %.2f by the instance, %.2f by the load and the dashboards",
                    (instance - before.instance) / load.toSeconds(),
                    (dashboards - before.dashboards) / load.toSeconds());
        }
    }

    private record Memory(List<Double> resident, double heap) {}

    OpenDashboards(Setting setting) {
        this.setting = setting;
        this.random = new SplittableRandom(setting.seed());
    }

    void measure(Service service, String name, boolean isShort) throws Exception {
        TopicNames topics = HistoryLog.topics(name);
        Duration load = Duration.ofSeconds(isShort ? 5 : 60);
        int probes = isShort ? 1 : 30;
        Memory without = underLoad(service, topics, load);
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
        ExecutorService executor = Executors.newFixedThreadPool(2);
        List<Dashboard> dashboards = new ArrayList<>();
        try {
            for (int i = 0; i < DASHBOARDS; i++) {
                dashboards.add(new Dashboard(service.caller(), view(i), random.split(), clock, executor));
            }
            await(dashboards, each -> !each.refreshes().isEmpty());
            List<Update> updates = nowAndThen(dashboards, topics, probes);
            Processors before = Processors.now(service);
            long beginNanos = System.nanoTime();
            Memory with = underLoad(service, topics, load);
            long endNanos = beginNanos + load.toNanos();
            check(dashboards);
            report(updates, dashboards, beginNanos, endNanos);
            setting.figures()
                    .line(
                            "asked again after a 503: %,d times",
                            dashboards.stream().mapToInt(Dashboard::turnedAways).sum());
            Processors.now(service).report(before, load, setting.figures());
            report(without, with);
        } finally {
            dashboards.forEach(Dashboard::close);
            clock.shutdownNow();
            executor.shutdown();
        }
    }

    /** Every second one of the department in which the single events are, which the load does not touch. */
    private static View view(int number) {
        return new View(
                DAYS[number % DAYS.length],
                number % 2 == 0 ? DEPARTMENT : null,
                number % 10 == 0 ? ZoneId.of("Asia/Kolkata") : ZoneId.of("UTC"));
    }

    private List<Update> nowAndThen(List<Dashboard> dashboards, TopicNames topics, int probes) throws Exception {
        List<Dashboard> watching = dashboards.stream()
                .filter(each -> each.view().department() != null)
                .toList();
        List<Update> updates = new ArrayList<>();
        try (Producer<byte[], byte[]> producer = HistoryLog.producer(setting.bootstrapServers(), 0)) {
            for (int probe = 1; probe <= probes; probe++) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS + random.nextInt(PAUSE_MORE_MILLIS));
                long expected = probe;
                long sentNanos = System.nanoTime();
                producer.send(HistoryLog.record(topics, opened(probe))).get(LONGEST.toSeconds(), TimeUnit.SECONDS);
                long acknowledgedNanos = System.nanoTime();
                await(watching, each -> latest(each).conversations() >= expected);
                await(dashboards, each -> latest(each).startNanos() > sentNanos);
                if (watching.stream().anyMatch(each -> latest(each).conversations() != expected)) {
                    throw new IOException("A dashboard shows more conversations than there are");
                }
                double told = 0;
                double shown = 0;
                for (Dashboard dashboard : dashboards) {
                    told = Math.max(told, seconds(acknowledgedNanos, firstToldAfter(dashboard, sentNanos)));
                    shown = Math.max(
                            shown, seconds(acknowledgedNanos, latest(dashboard).endNanos()));
                }
                updates.add(new Update(told, shown));
            }
        }
        return updates;
    }

    private static TrafficEvent opened(int probe) {
        String id = "probe-" + probe;
        String json = "{\"type\":\"conversation.opened\",\"eventId\":\"e\",\"conversationId\":\"" + id
                + "\",\"occurredAt\":\"" + Instant.now() + "\",\"departmentId\":\"" + DEPARTMENT + "\"}";
        return new TrafficEvent(Step.OPENED, id, 0, json.getBytes(StandardCharsets.UTF_8));
    }

    private Memory underLoad(Service service, TopicNames topics, Duration duration) throws Exception {
        List<Double> resident = new ArrayList<>();
        try (SteadyLoad load = SteadyLoad.start(setting.bootstrapServers(), topics, EVENTS_A_SECOND)) {
            for (int sample = 0; sample < SAMPLES; sample++) {
                TimeUnit.MILLISECONDS.sleep(duration.toMillis() / SAMPLES);
                resident.add(MemoryUse.residentMebibytes(service));
            }
            setting.figures().line("of the load's %,d events/s: %.2f", EVENTS_A_SECOND, load.partSent());
        }
        return new Memory(resident, Long.parseLong(service.order("heap")) / MEBIBYTE);
    }

    private void report(List<Update> updates, List<Dashboard> dashboards, long beginNanos, long endNanos) {
        List<Double> between = new ArrayList<>();
        List<Double> answered = new ArrayList<>();
        for (Dashboard dashboard : dashboards) {
            List<Long> told = dashboard.toldNanos().stream()
                    .filter(nanos -> nanos >= beginNanos && nanos <= endNanos)
                    .toList();
            for (int i = 1; i < told.size(); i++) {
                between.add(seconds(told.get(i - 1), told.get(i)));
            }
            dashboard.refreshes().stream()
                    .filter(each -> each.startNanos() >= beginNanos && each.startNanos() <= endNanos)
                    .forEach(each -> answered.add(seconds(each.startNanos(), each.endNanos())));
        }
        Figures figures = setting.figures();
        figures.heading("%d dashboards, an event now and then, s from its acknowledgement".formatted(DASHBOARDS));
        figures.ratio("the last one is told", Spread.of(updates, Update::told), "<= 1");
        figures.ratio("the last one has all its answers", Spread.of(updates, Update::shown), "<= 2");
        if (between.isEmpty() || answered.isEmpty()) {
            figures.line(
                    "at %,d events/s no dashboard had two updates and their answers in that time", EVENTS_A_SECOND);
            return;
        }
        figures.heading("the same, %,d events/s, s".formatted(EVENTS_A_SECOND));
        figures.ratio("between two updates of one", Spread.of(between, Double::doubleValue), "");
        figures.ratio("seven answers for one, %,d times".formatted(answered.size()), spread(answered), "");
        figures.ratio("the same, p99", Spread.of(List.of(p99(answered)), Double::doubleValue), "<= 1");
    }

    private void report(Memory without, Memory with) {
        Figures figures = setting.figures();
        figures.heading("memory of the instance at %,d events/s, MiB".formatted(EVENTS_A_SECOND));
        figures.whole("resident, no dashboard", spread(without.resident()));
        figures.whole("resident, %d of them".formatted(DASHBOARDS), spread(with.resident()));
        figures.whole("heap after collection, no dashboard", spread(List.of(without.heap())));
        figures.whole("heap after collection, %d of them".formatted(DASHBOARDS), spread(List.of(with.heap())));
    }

    private static Spread spread(List<Double> figures) {
        return Spread.of(figures, Double::doubleValue);
    }

    private static double p99(List<Double> figures) {
        double[] sorted =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[(sorted.length - 1) * 99 / 100];
    }

    private static Refresh latest(Dashboard dashboard) {
        List<Refresh> refreshes = dashboard.refreshes();
        return refreshes.get(refreshes.size() - 1);
    }

    private static long firstToldAfter(Dashboard dashboard, long nanos) {
        return dashboard.toldNanos().stream()
                .filter(told -> told >= nanos)
                .findFirst()
                .orElseThrow();
    }

    private static double seconds(long fromNanos, long toNanos) {
        return Math.max(0, toNanos - fromNanos) / SECOND_NANOS;
    }

    private static void await(List<Dashboard> dashboards, Predicate<Dashboard> condition)
            throws IOException, InterruptedException {
        BooleanSupplier met = () -> dashboards.stream().allMatch(condition);
        long deadlineNanos = System.nanoTime() + LONGEST.toNanos();
        while (!met.getAsBoolean()) {
            check(dashboards);
            if (System.nanoTime() > deadlineNanos) {
                throw new IOException("Not all dashboards are up to date after " + LONGEST.toSeconds() + " s");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static void check(List<Dashboard> dashboards) throws IOException {
        for (Dashboard dashboard : dashboards) {
            dashboard.check();
        }
    }
}
