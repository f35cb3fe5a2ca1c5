package dev.livechatmetrics.benchmarks.state;

import dev.livechatmetrics.benchmarks.process.FileTree;
import dev.livechatmetrics.benchmarks.traffic.EventLog;
import dev.livechatmetrics.benchmarks.traffic.Step;
import dev.livechatmetrics.benchmarks.traffic.Traffic;
import dev.livechatmetrics.benchmarks.traffic.TrafficEvent;
import dev.livechatmetrics.benchmarks.traffic.TrafficShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.rocksdb.RocksDBException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what a closed conversation takes on disk, as it came and condensed. */
@Command(
        name = "benchmarks/run --state",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints the bytes on disk a closed conversation, of every store, before condensing and after.",
            "The log is that of benchmarks/run: ten messages a conversation, 100 departments, 4 partitions.",
            "The stores are flushed and compacted first; the clock is set forward instead of waited for."
        })
public final class StateRun implements Callable<Integer> {
    private static final Duration UNTIL_CONDENSED = Duration.ofDays(32);

    @Option(names = "--events", defaultValue = "2000000", description = "events in the log (${DEFAULT-VALUE})")
    private long events;

    @Option(names = "--seed", defaultValue = "1", description = "of the log (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--folder", required = true, hidden = true)
    private Path folder;

    @Override
    public Integer call() throws Exception {
        FileTree.delete(folder);
        long closed = 0;
        long endMillis = 0;
        long startMillis = 0;
        StoredPartition[] partitions = new StoredPartition[EventLog.PARTITIONS];
        Traffic traffic = new Traffic(TrafficShape.USUAL, seed);
        for (long read = 0; read < events; read++) {
            TrafficEvent event = traffic.next();
            endMillis = event.atMillis();
            if (startMillis == 0) {
                startMillis = endMillis;
                open(partitions, startMillis + UNTIL_CONDENSED.toMillis() * 10);
            }
            partitions[Math.floorMod(event.conversationId().hashCode(), partitions.length)].process(event);
            closed += event.step() == Step.CLOSED ? 1 : 0;
        }
        close(partitions);
        System.out.printf(
                "%,d events, %,d closed conversations, %d days, seed %d%n",
                events, closed, Duration.ofMillis(endMillis - startMillis).toDays(), seed);
        Map<String, Long> before = sizes();

        open(partitions, startMillis + UNTIL_CONDENSED.toMillis() * 11);
        long condensed = 0;
        for (StoredPartition partition : partitions) {
            condensed += partition.sweep();
        }
        close(partitions);
        if (condensed != closed) {
            System.out.printf("WRONG: %,d of %,d were condensed%n", condensed, closed);
            return 1;
        }
        print(before, sizes(), closed);
        FileTree.delete(folder);
        return 0;
    }

    private void open(StoredPartition[] partitions, long nowMillis) throws IOException {
        for (int number = 0; number < partitions.length; number++) {
            Path own = Files.createDirectories(folder.resolve(Integer.toString(number)));
            partitions[number] = new StoredPartition(own, number, nowMillis);
        }
    }

    private static void close(StoredPartition[] partitions) {
        for (StoredPartition partition : partitions) {
            partition.close();
        }
    }

    /** By store, of all partitions. */
    private Map<String, Long> sizes() throws IOException, RocksDBException {
        Map<String, Long> sum = new TreeMap<>();
        for (int number = 0; number < EventLog.PARTITIONS; number++) {
            StateSize.compacted(folder.resolve(Integer.toString(number)))
                    .forEach((store, bytes) -> sum.merge(store, bytes, Long::sum));
        }
        return sum;
    }

    private static void print(Map<String, Long> before, Map<String, Long> after, long conversations) {
        System.out.printf("%-26s %12s %12s%n", "bytes a conversation", "as it came", "condensed");
        before.forEach((store, bytes) -> line(store, bytes, after.get(store), conversations));
        line("all stores", total(before), total(after), conversations);
    }

    private static void line(String name, long before, long after, long conversations) {
        System.out.printf(
                "%-26s %12.1f %12.1f%n", name, (double) before / conversations, (double) after / conversations);
    }

    private static long total(Map<String, Long> sizes) {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new StateRun()).execute(arguments));
    }
}
