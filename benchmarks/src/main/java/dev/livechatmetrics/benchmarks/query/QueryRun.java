package dev.livechatmetrics.benchmarks.query;

import dev.livechatmetrics.benchmarks.Machine;
import dev.livechatmetrics.benchmarks.RunFolder;
import dev.livechatmetrics.benchmarks.process.BrokerProcess;
import dev.livechatmetrics.benchmarks.process.ChildException;
import dev.livechatmetrics.benchmarks.process.ChildJvm;
import dev.livechatmetrics.benchmarks.process.JvmSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures questions: each measurement beside what it is compared with, in the same run. */
@Command(
        name = "benchmarks/run --queries",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints what charts cost over HTTP beside a constant and beside databases, when an acknowledged event is"
                    + " visible, how long starts take, what many open dashboards get and take, and what memory is used.",
            "Ends with status 1 where an answer is wrong; figures are never judged."
        })
public final class QueryRun implements Callable<Integer> {
    private static final JvmSettings BROKER = new JvmSettings(1024);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final int SMALL_HISTORY = 10_000;
    private static final String LARGE = "large";
    private static final String SMALL = "small";
    private static final String LIVE = "live";
    private static final String WATCHED = "watched";

    /** What there is to measure. */
    enum Measurement {
        CHARTS,
        DATABASES,
        STARTS,
        FRESHNESS,
        DASHBOARDS,
        MEMORY
    }

    @Option(
            names = "--only",
            split = ",",
            description = "${COMPLETION-CANDIDATES}; without it, all but MEMORY, which takes an hour")
    private Set<Measurement> only = EnumSet.complementOf(EnumSet.of(Measurement.MEMORY));

    @Option(names = "--conversations", description = "in the large history (1,000,000; with --short 20,000)")
    private Integer conversations;

    @Option(names = "--rounds", description = "(5; with --short 1)")
    private Integer rounds;

    @Option(names = "--seconds", description = "of each subject in a round (4; with --short 1)")
    private Integer seconds;

    @Option(names = "--memory-minutes", defaultValue = "60", description = "(${DEFAULT-VALUE}; with --short 1)")
    private int memoryMinutes;

    @Option(names = "--seed", defaultValue = "1", description = "of the histories (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--short", description = "only see that the answers are right: the figures are those of cold JVMs")
    private boolean isShort;

    @Option(
            names = "--jfr",
            paramLabel = "FOLDER",
            description =
                    "after CHARTS, record what the service's JVM does for one more pass of 31 days, to FOLDER/charts.jfr")
    private Path recordings;

    @Option(names = "--folder", required = true, hidden = true)
    private Path folder;

    @Override
    public Integer call() throws Exception {
        Figures figures = new Figures(System.out);
        figures.line("machine: %s", Machine.describe());
        figures.line("heaps: broker %s, service %s, each in a JVM of its own", BROKER, Service.JVM);
        try (RunFolder run = RunFolder.open(folder);
                ChildJvm broker = ChildJvm.start(
                        "broker",
                        BrokerProcess.class,
                        BROKER,
                        run.path(),
                        List.of(run.path().resolve("broker").toString()))) {
            measure(setting(broker.answer(START_TIMEOUT), run.path(), figures));
            if (isShort) {
                figures.line("%n--short: the answers are right. The figures are those of cold JVMs and mean nothing.");
            }
            return 0;
        } catch (ChildException wrong) {
            figures.line("FAILED: %s", wrong.getMessage());
            return 1;
        }
    }

    private Setting setting(String bootstrapServers, Path path, Figures figures)
            throws IOException, InterruptedException {
        boolean wrk = Wrk.isInstalled();
        if (!wrk) {
            figures.line("wrk is not installed here (apt-get install wrk): what it loads is left out.");
        }
        return new Setting(
                bootstrapServers,
                path,
                wrk ? Wrk.in(path) : null,
                figures,
                seed,
                conversations != null ? conversations : isShort ? 20_000 : 1_000_000,
                rounds != null ? rounds : isShort ? 1 : 5,
                isShort ? 1 : 6,
                seconds != null ? seconds : isShort ? 1 : 4);
    }

    private void measure(Setting setting) throws Exception {
        if (only.contains(Measurement.CHARTS)
                || only.contains(Measurement.DATABASES)
                || only.contains(Measurement.STARTS)) {
            measureHistory(setting);
        }
        if (only.contains(Measurement.FRESHNESS)) {
            new Freshness(setting).measure();
        }
        if (only.contains(Measurement.DASHBOARDS)) {
            try (Service watched = Histories.start(setting, WATCHED, SMALL_HISTORY)) {
                new OpenDashboards(setting).measure(watched, WATCHED, isShort);
            }
        }
        if (only.contains(Measurement.MEMORY)) {
            try (Service live = Histories.start(setting, LIVE, SMALL_HISTORY)) {
                new MemoryUse(setting).measure(live, LIVE, Duration.ofMinutes(isShort ? 1 : memoryMinutes));
            }
        }
    }

    private void measureHistory(Setting setting) throws Exception {
        try (Service large = Histories.start(setting, LARGE, setting.conversations())) {
            if (only.contains(Measurement.CHARTS) && setting.wrk() != null) {
                try (Service small = Histories.start(setting, SMALL, SMALL_HISTORY)) {
                    ChartsUnderLoad charts = new ChartsUnderLoad(setting);
                    charts.measure(large, small);
                    if (recordings != null) {
                        Files.createDirectories(recordings);
                        charts.record(large, recordings.toAbsolutePath().resolve("charts.jfr"));
                    }
                }
            }
            if (only.contains(Measurement.DATABASES) && setting.wrk() != null) {
                new ChartsBesideDatabases(setting).measure(large);
            }
        }
        if (only.contains(Measurement.STARTS)) {
            new Starts(setting).measure(LARGE);
        }
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new QueryRun()).execute(arguments));
    }
}
