package dev.livechatmetrics.benchmarks;

import dev.livechatmetrics.benchmarks.contender.Pass;
import dev.livechatmetrics.benchmarks.contender.TopicSizes;
import dev.livechatmetrics.benchmarks.process.BrokerProcess;
import dev.livechatmetrics.benchmarks.process.ChildException;
import dev.livechatmetrics.benchmarks.process.ChildJvm;
import dev.livechatmetrics.benchmarks.process.ContenderJvm;
import dev.livechatmetrics.benchmarks.process.ContenderProcess.Role;
import dev.livechatmetrics.benchmarks.process.JvmSettings;
import dev.livechatmetrics.benchmarks.traffic.EventLog;
import dev.livechatmetrics.benchmarks.traffic.LogTotals;
import dev.livechatmetrics.benchmarks.traffic.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the pipeline beside its limit and a textbook's pipeline, on one log in one run. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints events/s of plain consumers, of this pipeline and of a textbook's pipeline, and their ratios.",
            "Ends with status 1 where a result is wrong; figures are never judged."
        },
        footer = "--jmh [OPTION...] instead runs the micro-benchmarks, with the options of JMH.")
public final class BenchmarkRun implements Callable<Integer> {
    private static final JvmSettings BROKER = new JvmSettings(1024);
    private static final JvmSettings CONTENDER = new JvmSettings(1024);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration SHORT_WARM_UP = Duration.ZERO;
    private static final Duration WARM_UP = Duration.ofSeconds(12);
    private static final long SLOWEST_EVENTS_A_SECOND = 10_000;

    @Option(names = "--events", description = "events in the log (2,000,000; with --short 200,000)")
    private Long events;

    @Option(names = "--rounds", description = "counted passes of each (5; with --short 1)")
    private Integer rounds;

    @Option(names = "--seed", defaultValue = "1", description = "of the log (${DEFAULT-VALUE})")
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

    @Override
    public Integer call() throws Exception {
        long count = events != null ? events : isShort ? 200_000 : 2_000_000;
        int roundCount = rounds != null ? rounds : isShort ? 1 : 5;
        Report report = new Report(System.out);
        report.machine(Machine.describe(), BROKER, CONTENDER);
        try (RunFolder run = RunFolder.open(folder);
                ChildJvm broker = ChildJvm.start(
                        "broker",
                        BrokerProcess.class,
                        BROKER,
                        run.path(),
                        List.of(run.path().resolve("broker").toString()))) {
            String bootstrapServers = broker.answer(START_TIMEOUT);
            LogTotals log = EventLog.write(bootstrapServers, new Traffic(seed, count));
            Map<String, Long> logBytes = prepare(bootstrapServers);
            report.log(log, logBytes, seed);
            List<Round> measured = measure(run, bootstrapServers, log, roundCount);
            report.rounds(measured);
            report.sizes(measured.get(measured.size() - 1), log, logBytes);
            if (isShort) {
                report.isShort();
            }
            return 0;
        } catch (ChildException wrong) {
            report.failure(wrong.getMessage());
            return 1;
        }
    }

    /** Has the broker give deleted topics' disk space back at once, not after a minute; answers the size of the log. */
    private static Map<String, Long> prepare(String bootstrapServers) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            AlterConfigOp deleteSoon =
                    new AlterConfigOp(new ConfigEntry("log.segment.delete.delay.ms", "100"), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(
                            Map.of(new ConfigResource(ConfigResource.Type.BROKER, ""), List.of(deleteSoon)))
                    .all()
                    .get();
            return TopicSizes.of(admin, EventLog.TOPICS::contains);
        }
    }

    private List<Round> measure(RunFolder run, String bootstrapServers, LogTotals log, int roundCount)
            throws IOException, InterruptedException, ChildException {
        try (ContenderJvm limit = ContenderJvm.start(Role.LIMIT, CONTENDER, run.path(), bootstrapServers, log);
                ContenderJvm pipeline =
                        ContenderJvm.start(Role.PIPELINE, CONTENDER, run.path(), bootstrapServers, log);
                ContenderJvm textbook =
                        ContenderJvm.start(Role.TEXTBOOK, CONTENDER, run.path(), bootstrapServers, log)) {
            for (ContenderJvm contender : List.of(limit, pipeline, textbook)) {
                warmUp(contender, log);
            }
            if (recordings != null) {
                Files.createDirectories(recordings);
                for (ContenderJvm contender : List.of(limit, pipeline, textbook)) {
                    contender.record(recordings.toAbsolutePath().resolve(contender.name() + ".jfr"));
                }
            }
            List<Round> measured = new ArrayList<>();
            for (int round = 1; round <= roundCount; round++) {
                measured.add(new Round(pass(limit, log), pass(pipeline, log), pass(textbook, log)));
                System.err.printf("round %d of %d%n", round, roundCount);
            }
            return measured;
        }
    }

    /** Whole passes, at least one, until the compiler has had its time: a JVM's first seconds are at half its speed. */
    private void warmUp(ContenderJvm contender, LogTotals log)
            throws IOException, InterruptedException, ChildException {
        Duration least = isShort ? SHORT_WARM_UP : WARM_UP;
        Duration done = Duration.ZERO;
        do {
            done = done.plusNanos(pass(contender, log).nanos());
        } while (done.compareTo(least) < 0);
    }

    private static Pass pass(ContenderJvm contender, LogTotals log)
            throws IOException, InterruptedException, ChildException {
        return contender.pass(Duration.ofSeconds(60 + log.events() / SLOWEST_EVENTS_A_SECOND));
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchmarkRun()).execute(arguments));
    }
}
