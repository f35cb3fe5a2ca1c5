package dev.livechatmetrics.benchmarks;

import dev.livechatmetrics.benchmarks.contender.TopicSizes;
import dev.livechatmetrics.benchmarks.process.BrokerProcess;
import dev.livechatmetrics.benchmarks.process.ChildException;
import dev.livechatmetrics.benchmarks.process.ChildJvm;
import dev.livechatmetrics.benchmarks.process.JvmSettings;
import dev.livechatmetrics.benchmarks.traffic.EventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the pipeline beside its limit and its peers, on the same logs in one run. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints what this pipeline does beside its limit, a textbook's pipeline and Flink, and the ratios.",
            "Ends with status 1 where a result is wrong; figures are never judged."
        },
        footer = "--jmh [OPTION...] instead runs the micro-benchmarks, with the options of JMH.")
public final class BenchmarkRun implements Callable<Integer> {
    private static final JvmSettings BROKER = new JvmSettings(1024);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "what to measure: some of limit, pipeline, textbook, flink-heap, flink-rocksdb, disordered, "
                    + "short, long, history, live (all)")
    private List<String> only;

    @Option(names = "--events", description = "events in the usual log (2,000,000; with --short 60,000)")
    private Long events;

    @Option(names = "--rounds", description = "counted passes of each (5; with --short 1)")
    private Integer rounds;

    @Option(names = "--live-seconds", description = "length of a live load (60; with --short 2)")
    private Integer liveSeconds;

    @Option(names = "--seed", defaultValue = "1", description = "of the logs (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--short", description = "only see that the results are right: the figures are those of cold JVMs")
    private boolean isShort;

    @Option(
            names = "--jfr",
            paramLabel = "FOLDER",
            description = "record what the contenders' JVMs do in the counted passes, to FOLDER/NAME.jfr")
    private Path recordings;

    @Option(names = "--folder", required = true, hidden = true)
    private Path folder;

    @Option(names = "--flink", required = true, hidden = true)
    private String flinkClassPath;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        Set<Measurement> measurements = measurements();
        long count = events != null ? events : isShort ? 60_000 : 2_000_000;
        int roundCount = rounds != null ? rounds : isShort ? 1 : 5;
        int live = liveSeconds != null ? liveSeconds : isShort ? 2 : 60;
        Report report = new Report(System.out);
        report.machine(Machine.describe(), BROKER, measurements);
        try (RunFolder run = RunFolder.open(folder);
                ChildJvm broker = ChildJvm.start(
                        "broker",
                        BrokerProcess.class,
                        BROKER,
                        run.path(),
                        List.of(run.path().resolve("broker").toString()))) {
            String bootstrapServers = broker.answer(START_TIMEOUT);
            Map<LogKind, EventLog> logs = writeLogs(bootstrapServers, measurements, count);
            report.logs(logs, prepare(bootstrapServers), seed);
            report.rounds(measure(measurements, logs, live, roundCount, run, bootstrapServers));
            if (isShort) {
                report.isShort();
            }
            return 0;
        } catch (ChildException wrong) {
            report.failure(wrong.getMessage());
            return 1;
        }
    }

    private Set<Measurement> measurements() {
        if (only == null) {
            return EnumSet.allOf(Measurement.class);
        }
        Set<Measurement> chosen = EnumSet.noneOf(Measurement.class);
        for (String name : only) {
            chosen.add(Measurement.labelled(name)
                    .orElseThrow(() -> new ParameterException(
                            command.commandLine(),
                            "--only takes some of %s; it got \"%s\"".formatted(Measurement.labels(), name))));
        }
        return chosen;
    }

    private Map<LogKind, EventLog> writeLogs(String bootstrapServers, Set<Measurement> measurements, long count)
            throws ExecutionException, InterruptedException {
        Map<LogKind, EventLog> logs = new EnumMap<>(LogKind.class);
        for (Measurement measurement : measurements) {
            LogKind kind = measurement.log();
            if (kind != LogKind.LIVE && !logs.containsKey(kind)) {
                logs.put(kind, EventLog.write(bootstrapServers, kind.label(), kind.events(seed, count)));
            }
        }
        return logs;
    }

    /** Has the broker give deleted topics' disk space back at once, not after a minute; answers the size of its topics. */
    private static Map<String, Long> prepare(String bootstrapServers) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            AlterConfigOp deleteSoon =
                    new AlterConfigOp(new ConfigEntry("log.segment.delete.delay.ms", "100"), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(
                            Map.of(new ConfigResource(ConfigResource.Type.BROKER, ""), List.of(deleteSoon)))
                    .all()
                    .get();
            return TopicSizes.of(admin, topic -> true);
        }
    }

    private List<Round> measure(
            Set<Measurement> measurements,
            Map<LogKind, EventLog> logs,
            int live,
            int roundCount,
            RunFolder run,
            String bootstrapServers)
            throws IOException, InterruptedException, ChildException {
        try (Stage stage = new Stage(logs, live)) {
            Set<Entrant> entrants = EnumSet.noneOf(Entrant.class);
            measurements.forEach(measurement -> entrants.add(measurement.entrant()));
            for (Entrant entrant : entrants) {
                stage.enter(entrant, flinkClassPath, run.path(), bootstrapServers);
            }
            if (!isShort) {
                stage.warmUp(measurements);
            }
            if (recordings != null) {
                stage.record(recordings);
            }
            List<Round> measured = new ArrayList<>();
            for (int number = 1; number <= roundCount; number++) {
                measured.add(stage.round(number, measurements));
                System.err.printf("round %d of %d%n", number, roundCount);
            }
            return measured;
        }
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchmarkRun()).execute(arguments));
    }
}
