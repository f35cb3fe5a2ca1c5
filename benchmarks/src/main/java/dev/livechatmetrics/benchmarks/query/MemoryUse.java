package dev.livechatmetrics.benchmarks.query;

import dev.livechatmetrics.benchmarks.Spread;
import dev.livechatmetrics.streams.topology.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The memory of a service under a steady load of events and questions, looked at again and again. */
final class MemoryUse {
    private static final int EVENTS_A_SECOND = 2_000;
    private static final int SAMPLES = 60;
    private static final double MEBIBYTE = 1024 * 1024;

    /** Of the samples, not counted: heap, caches and buffers fill. */
    private static final double WARM_UP = 0.25;

    /** Beside the heap: 256 MiB of RocksDB's cache with its write buffers, and what JVM and allocator take themselves. */
    private static final int OUTSIDE_HEAP_MEBIBYTES = 256 + 384;

    private final Setting setting;

    private record Sample(double residentMebibytes, double heapMebibytes) {}

    MemoryUse(Setting setting) {
        this.setting = setting;
    }

    void measure(Service service, String name, Duration duration) throws Exception {
        TopicNames topics = HistoryLog.topics(name);
        List<Sample> samples = new ArrayList<>();
        setting.figures().line("%n%10s %16s %24s", "minute", "resident, MiB", "heap after collection");
        try (SteadyLoad load = SteadyLoad.start(setting.bootstrapServers(), topics, EVENTS_A_SECOND);
                SteadyQuestions questions = SteadyQuestions.start(service.caller())) {
            for (int sample = 1; sample <= SAMPLES; sample++) {
                TimeUnit.MILLISECONDS.sleep(duration.toMillis() / SAMPLES);
                Sample now = sample(service);
                samples.add(now);
                setting.figures()
                        .line(
                                "%10.1f %16.1f %24.1f",
                                (double) duration.toSeconds() / 60 * sample / SAMPLES,
                                now.residentMebibytes(),
                                now.heapMebibytes());
            }
            questions.check();
            setting.figures().line("%nof the load's %,d events/s: %.2f", EVENTS_A_SECOND, load.partSent());
            report(samples.subList((int) (SAMPLES * WARM_UP), SAMPLES), load.sent(), questions.answered());
        }
    }

    private void report(List<Sample> samples, long events, long answers) {
        Figures figures = setting.figures();
        figures.line("%n%,d events and %,d answers", events, answers);
        int budget = Service.JVM.heapMegabytes() + OUTSIDE_HEAP_MEBIBYTES;
        figures.heading("memory after a quarter of the time, MiB");
        Spread resident = Spread.of(samples, Sample::residentMebibytes);
        figures.ratio("resident", resident, "<= " + budget);
        figures.ratio(
                "heap after collection",
                Spread.of(samples, Sample::heapMebibytes),
                "<= " + Service.JVM.heapMegabytes());
        figures.heading("the last third of it to the first");
        figures.ratio("resident", growth(samples, Sample::residentMebibytes), "0.95 to 1.05");
        figures.ratio("heap after collection", growth(samples, Sample::heapMebibytes), "0.95 to 1.05");
    }

    /** Each sample of the last third to the one as far into the first. */
    private static Spread growth(List<Sample> samples, java.util.function.ToDoubleFunction<Sample> figure) {
        int third = samples.size() / 3;
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < third; i++) {
            ratios.add(figure.applyAsDouble(samples.get(samples.size() - third + i))
                    / figure.applyAsDouble(samples.get(i)));
        }
        return Spread.of(ratios, Double::doubleValue);
    }

    private static Sample sample(Service service) throws Exception {
        double heap = Long.parseLong(service.order("heap")) / MEBIBYTE;
        return new Sample(residentMebibytes(service), heap);
    }

    static double residentMebibytes(Service service) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + service.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .findFirst()
                .orElseThrow();
    }
}
