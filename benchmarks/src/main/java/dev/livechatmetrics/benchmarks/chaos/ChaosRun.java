package dev.livechatmetrics.benchmarks.chaos;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.livechatmetrics.benchmarks.Machine;
import dev.livechatmetrics.benchmarks.RunFolder;
import dev.livechatmetrics.benchmarks.process.JvmSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The product under fire: brokers, instances, a load, clients, faults, and at the end the recompute. */
@Command(
        name = "benchmarks/chaos",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts three brokers and three instances as processes, sends a load with known totals, asks for charts all"
                    + " the time, and kills, freezes, fills up and cuts off; at the end every chart of every instance is"
                    + " compared with an independent recompute.",
            "Ends with status 1 where an answer was wrong, an event was lost or counted twice, or something did not"
                    + " come back in time. How many reads were answered is told and not judged."
        })
public final class ChaosRun implements Callable<Integer> {
    private static final int READERS = 3;
    private static final int SHOWN = 10;
    private static final int BROKER_MEGABYTES = 384;
    private static final int INSTANCE_MEGABYTES = 512;
    private static final Duration BEFORE_THE_FIRST = Duration.ofSeconds(3);
    private static final int BETWEEN_MILLIS = 1_000;

    @Option(names = "--kills", defaultValue = "20", description = "of instances and brokers (${DEFAULT-VALUE})")
    private int kills;

    @Option(names = "--standbys", defaultValue = "1", description = "of each partition, 0 or 1 (${DEFAULT-VALUE})")
    private int standbys;

    @Option(
            names = "--faults",
            split = ",",
            converter = FaultName.class,
            paramLabel = "FAULT",
            description = "which: ${COMPLETION-CANDIDATES} (all; with --short instance,broker,peers)",
            completionCandidates = FaultName.class)
    private Set<Fault> faults;

    @Option(names = "--minutes", defaultValue = "60", description = "after which no fault begins (${DEFAULT-VALUE})")
    private int minutes;

    @Option(names = "--rate", defaultValue = "500", description = "events a second (${DEFAULT-VALUE})")
    private int rate;

    @Option(names = "--instances", defaultValue = "3", description = "how many share the work (${DEFAULT-VALUE})")
    private int size;

    @Option(names = "--seed", defaultValue = "1", description = "of the load and the faults (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--short", description = "five kills and one cut")
    private boolean isShort;

    @Option(names = "--keep", description = "leave the logs and all data of a run without a fault, too")
    private boolean keep;

    @Option(names = "--folder", required = true, hidden = true)
    private Path folder;

    private final ConcurrentLinkedQueue<ChartRead> reads = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> wrongReads = new ConcurrentLinkedQueue<>();
    private final List<Outbreak> outbreaks = new ArrayList<>();
    private final long beginNanos = System.nanoTime();

    /** The faults' names, small. */
    static final class FaultName implements CommandLine.ITypeConverter<Fault>, Iterable<String> {
        @Override
        public Fault convert(String name) {
            try {
                return Fault.valueOf(name.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                throw new CommandLine.TypeConversionException("\"" + name + "\" is none of " + String.join(", ", this));
            }
        }

        @Override
        public java.util.Iterator<String> iterator() {
            return EnumSet.allOf(Fault.class).stream()
                    .map(fault -> fault.name().toLowerCase(Locale.ROOT))
                    .iterator();
        }
    }

    @Override
    public Integer call() throws Exception {
        if (isShort) {
            kills = 5;
        }
        if (faults == null) {
            faults = isShort ? EnumSet.of(Fault.INSTANCE, Fault.BROKER, Fault.PEERS) : EnumSet.allOf(Fault.class);
        }
        System.out.println("machine: " + Machine.describe());
        NodeClasses classes = NodeClasses.in(folder.resolveSibling("chaos-classes"));
        JvmSettings brokers = classes.withHeap(BROKER_MEGABYTES);
        JvmSettings serves = classes.withHeap(INSTANCE_MEGABYTES);
        System.out.printf(
                "3 brokers (%s), %d instances (%s), all of them -XX:TieredStopAtLevel=1; %d partitions, %d standbys, %d events/s, %d readers; --seed=%d%n",
                brokers, size, serves, Instances.PARTITIONS, standbys, rate, READERS, seed);
        SmallDisk.release(folder.resolve("instance-" + size));
        try (RunFolder run = RunFolder.open(folder)) {
            try {
                boolean right = run(run.path(), brokers, serves);
                if (!right || keep) {
                    run.keep();
                    System.out.println((right ? "The" : "FAILED; the") + " logs are in " + run.path());
                }
                return right ? 0 : 1;
            } catch (ChaosException wrong) {
                run.keep();
                System.out.println("FAILED: " + wrong.getMessage() + "\nThe logs are in " + run.path());
                return 1;
            }
        }
    }

    private boolean run(Path path, JvmSettings brokerJvm, JvmSettings instanceJvm)
            throws IOException, ChaosException, InterruptedException, ExecutionException, TimeoutException {
        SplittableRandom random = new SplittableRandom(seed);
        List<Fault> plan = FaultPlan.draw(kills, faults, random.split());
        try (BrokerCluster brokers = BrokerCluster.start(brokerJvm, path);
                Instances instances = Instances.start(
                        brokers.bootstrapServers(), size, standbys, faults.contains(Fault.DISK), instanceJvm, path);
                ChaosLoad load = ChaosLoad.start(brokers.bootstrapServers(), rate, seed)) {
            instances.awaitWhole();
            say("all are there");
            List<ChartReader> readers = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                ChartReader reader = new ChartReader(instances, random.split(), reads, wrongReads);
                readers.add(reader);
                threads.add(new Thread(reader, "reader-" + i));
            }
            threads.forEach(Thread::start);
            Outbreaks fire = new Outbreaks(brokers, instances, random.split());
            try {
                Thread.sleep(BEFORE_THE_FIRST.toMillis());
                burn(plan, fire, random.split());
            } catch (ChaosException notWhole) {
                new ChaosReport(System.out, List.copyOf(reads)).print(outbreaks);
                throw notWhole;
            } finally {
                readers.forEach(ChartReader::stop);
                for (Thread thread : threads) {
                    thread.join();
                }
            }
            load.finish();
            return judge(load, fire, new ChaosReport(System.out, List.copyOf(reads)), brokers, instances);
        }
    }

    private void burn(List<Fault> plan, Outbreaks fire, SplittableRandom pauses)
            throws IOException, ChaosException, InterruptedException {
        for (Fault fault : plan) {
            if (System.nanoTime() - beginNanos > Duration.ofMinutes(minutes).toNanos()) {
                say("no time for more");
                return;
            }
            Outbreak outbreak = fire.cause(fault);
            outbreaks.add(outbreak);
            say("%s: %s; whole again after %.1f s; last came: %s"
                    .formatted(
                            fault.what(),
                            outbreak.target(),
                            (outbreak.endNanos() - outbreak.startNanos()) / 1e9,
                            outbreak.lastMissing()));
            Thread.sleep(pauses.nextInt(BETWEEN_MILLIS));
        }
    }

    private boolean judge(
            ChaosLoad load, Outbreaks fire, ChaosReport report, BrokerCluster brokers, Instances instances)
            throws IOException, ChaosException, InterruptedException, ExecutionException, TimeoutException {
        List<SentEvent> sent = load.sent();
        List<String> wrong = new ArrayList<>(wrongReads);
        AnswerBounds bounds = AnswerBounds.of(sent);
        for (ChartRead read : reads) {
            String what = bounds.wrong(read);
            if (what != null) {
                wrong.add(what);
            }
        }
        int wrongMeanwhile = wrong.size();
        FinalCheck.Result last = new FinalCheck(instances, brokers.admin(), wrong).check(sent);
        report.print(outbreaks);
        report.line("");
        report.line(
                "%,d records of %,d events, %d of them sent again for want of an acknowledgement",
                last.records(), last.distinct(), load.sentAgain());
        report.line(
                "wrong answers meanwhile: %d; %,d answers were held against the position that they claim",
                wrongMeanwhile, bounds.positions());
        report.line("lost: %d, counted twice: %d", last.lost(), last.doubled());
        report.line(
                "%,d charts at the end, of every instance, beside the recompute; different: %d",
                last.answers(), wrong.size() - wrongMeanwhile);
        fire.findings().forEach(finding -> report.line("%s", finding));
        wrong.stream().limit(SHOWN).forEach(each -> report.line("WRONG: %s", each));
        return wrong.isEmpty();
    }

    private void say(String what) {
        System.out.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - beginNanos) / 1e9, what);
    }

    public static void main(String[] arguments) {
        // Kafka's clients warn about each broker that is not there, and here one often is not.
        ((Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.ERROR);
        System.exit(new CommandLine(new ChaosRun()).execute(arguments));
    }
}
