package dev.livechatmetrics.benchmarks.source;

import dev.livechatmetrics.benchmarks.Machine;
import dev.livechatmetrics.benchmarks.RunFolder;
import dev.livechatmetrics.benchmarks.Spread;
import dev.livechatmetrics.benchmarks.contender.ChangeStreams;
import dev.livechatmetrics.benchmarks.contender.EventsOfChangeStreams;
import dev.livechatmetrics.benchmarks.contender.Pass;
import dev.livechatmetrics.benchmarks.contender.WrongResultException;
import dev.livechatmetrics.benchmarks.process.BrokerProcess;
import dev.livechatmetrics.benchmarks.process.ChildException;
import dev.livechatmetrics.benchmarks.process.ChildJvm;
import dev.livechatmetrics.benchmarks.process.ContenderJvm;
import dev.livechatmetrics.benchmarks.process.JvmSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures imports beside {@code send}, and change streams beside the pipeline alone. */
@Command(
        name = "benchmarks/run --sources",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints what an import does beside send with the same events, and what reading change streams does beside the"
                    + " pipeline alone with the same events.",
            "Ends with status 1 where a result is wrong; figures are never judged."
        })
public final class SourceRun implements Callable<Integer> {
    private static final JvmSettings BROKER = new JvmSettings(1024);
    private static final JvmSettings CONTENDER = new JvmSettings(2048);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration PASS_TIMEOUT = Duration.ofMinutes(5);
    private static final int WARM_UPS = 3;
    private static final String CHANGES = "changes";

    /** What there is to measure. */
    enum Measurement {
        IMPORT,
        CHANGES
    }

    @Option(names = "--only", split = ",", description = "${COMPLETION-CANDIDATES}; without it, both")
    private Set<Measurement> only = EnumSet.allOf(Measurement.class);

    @Option(names = "--messages", description = "in the export (1,000,000; with --short 5,000)")
    private Long messages;

    @Option(names = "--records", description = "of the connector (300,000; with --short 5,000)")
    private Long records;

    @Option(names = "--rounds", description = "(5; with --short 1)")
    private Integer rounds;

    @Option(names = "--seed", defaultValue = "1", description = "of the workspace (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--short", description = "only see that the results are right: the figures are those of cold JVMs")
    private boolean isShort;

    @Option(names = "--folder", required = true, hidden = true)
    private Path folder;

    /** Of one round, in seconds. */
    private record Commands(double imported, double sent) {}

    private record Streams(Pass changes, Pass alone) {}

    @Override
    public Integer call() throws Exception {
        say("machine: %s", Machine.describe());
        say(
                "JVMs: broker %s; import and send -Xmx%dm; the pipelines %s",
                BROKER, CommandPass.HEAP_MEGABYTES, CONTENDER);
        try (RunFolder run = RunFolder.open(folder);
                ChildJvm broker = ChildJvm.start(
                        "broker",
                        BrokerProcess.class,
                        BROKER,
                        run.path(),
                        List.of(run.path().resolve("broker").toString()))) {
            String bootstrapServers = broker.answer(START_TIMEOUT);
            if (only.contains(Measurement.IMPORT)) {
                measureImport(run.path(), bootstrapServers);
            }
            if (only.contains(Measurement.CHANGES)) {
                measureChanges(run.path(), bootstrapServers);
            }
            if (isShort) {
                say("%n--short: the results are right. The figures are those of cold JVMs and mean nothing.");
            }
            return 0;
        } catch (ChildException | WrongResultException wrong) {
            say("FAILED: %s", wrong.getMessage());
            return 1;
        }
    }

    private void measureImport(Path path, String bootstrapServers) throws Exception {
        ExportFiles files = ExportFiles.write(path, seed, messages != null ? messages : isShort ? 5_000 : 1_000_000);
        say("%nexport: %,d documents, which make %,d events; seed %d", files.documents(), files.eventCount(), seed);
        CommandPass pass = new CommandPass(path, bootstrapServers);
        List<String> importing = List.of(
                "import",
                "--rooms",
                files.rooms().toString(),
                "--messages",
                files.messages().toString(),
                "--rejects",
                path.resolve("rejects.jsonl").toString());
        List<String> sending = List.of("send", files.events().toString());
        List<Commands> all = new ArrayList<>();
        for (int round = 1; round <= roundCount(); round++) {
            boolean importFirst = round % 2 == 0;
            double first = pass.seconds(files.eventCount(), importFirst ? importing : sending);
            double second = pass.seconds(files.eventCount(), importFirst ? sending : importing);
            all.add(importFirst ? new Commands(first, second) : new Commands(second, first));
            System.err.printf(Locale.ROOT, "round %d of %d%n", round, roundCount());
        }
        heading("the whole process, its start included");
        figures("import: documents/s", "%,11.0f", all, each -> files.documents() / each.imported);
        figures("import: events/s", "%,11.0f", all, each -> files.eventCount() / each.imported);
        figures("send: events/s", "%,11.0f", all, each -> files.eventCount() / each.sent);
        figures("import / send, events/s", "%11.2f", all, each -> each.sent / each.imported);
    }

    private void measureChanges(Path path, String bootstrapServers) throws Exception {
        ChangeStreamLog log = ChangeStreamLog.write(
                bootstrapServers, CHANGES, seed, records != null ? records : isShort ? 5_000 : 300_000);
        long events = log.log().totals().events();
        say("%nchange streams: %,d records, which make %,d events; seed %d", log.records(), events, seed);
        List<Streams> all = new ArrayList<>();
        try (ContenderJvm changes = start("changes", ChangeStreams.class, path, bootstrapServers);
                ContenderJvm alone = start("alone", EventsOfChangeStreams.class, path, bootstrapServers)) {
            for (int round = isShort ? 1 : 1 - WARM_UPS; round <= roundCount(); round++) {
                boolean changesFirst = round % 2 == 0;
                Pass first = (changesFirst ? changes : alone).pass(log.log(), 0, PASS_TIMEOUT);
                Pass second = (changesFirst ? alone : changes).pass(log.log(), 0, PASS_TIMEOUT);
                if (round >= 1) {
                    all.add(changesFirst ? new Streams(first, second) : new Streams(second, first));
                    System.err.printf(Locale.ROOT, "round %d of %d%n", round, roundCount());
                }
            }
        }
        double recordsAnEvent = (double) log.records() / events;
        heading("until the charts have all of it");
        figures("change streams: records/s", "%,11.0f", all, each -> each.changes.rate() * recordsAnEvent);
        figures("change streams: events/s", "%,11.0f", all, each -> each.changes.rate());
        figures("the pipeline alone: events/s", "%,11.0f", all, each -> each.alone.rate());
        figures("change streams / the pipeline alone", "%11.2f", all, each -> each.changes.rate() / each.alone.rate());
    }

    private static ContenderJvm start(String name, Class<?> contender, Path path, String bootstrapServers)
            throws java.io.IOException {
        return ContenderJvm.start(name, contender.getName(), CONTENDER, path, bootstrapServers);
    }

    private int roundCount() {
        return rounds != null ? rounds : isShort ? 1 : 5;
    }

    private static void heading(String what) {
        say("%-54s %11s %11s %11s", what, "median", "min", "max");
    }

    private static <T> void figures(String what, String form, List<T> rounds, ToDoubleFunction<T> figure) {
        Spread spread = Spread.of(rounds, figure);
        say("%-54s " + form + " " + form + " " + form, what, spread.median(), spread.min(), spread.max());
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SourceRun()).execute(arguments));
    }
}
