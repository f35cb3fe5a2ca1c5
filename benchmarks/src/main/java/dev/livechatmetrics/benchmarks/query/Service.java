package dev.livechatmetrics.benchmarks.query;

import dev.livechatmetrics.benchmarks.process.ChildException;
import dev.livechatmetrics.benchmarks.process.ChildJvm;
import dev.livechatmetrics.benchmarks.process.JvmSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A {@link ServiceProcess} seen from the run. */
final class Service implements AutoCloseable {
    static final JvmSettings JVM = new JvmSettings(1024);

    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration START = Duration.ofSeconds(90);
    private static final int PAUSE_MILLIS = 50;

    private final ChildJvm process;
    private final Caller caller;

    private Service(ChildJvm process, Caller caller) {
        this.process = process;
        this.caller = caller;
    }

    /** @param name of its application and its topics */
    static Service start(String bootstrapServers, String name, Path folder, int commitMillis)
            throws IOException, ChildException, InterruptedException {
        ChildJvm process = ChildJvm.start(
                name,
                ServiceProcess.class,
                JVM,
                folder,
                List.of(bootstrapServers, name, data(folder, name).toString(), Integer.toString(commitMillis)));
        return new Service(process, new Caller(Integer.parseInt(process.answer(START))));
    }

    /** As {@code DATA_DIR} of the product. */
    static Path data(Path folder, String name) {
        return folder.resolve(name + "-data");
    }

    Caller caller() {
        return caller;
    }

    long pid() {
        return process.pid();
    }

    String order(String order) throws ChildException, InterruptedException {
        return process.ask(order, ANSWER);
    }

    /** Returns when so many records are in the ledger: the charts show them from then on. */
    void awaitCounted(long records, Duration within) throws ChildException, InterruptedException {
        long deadlineNanos = System.nanoTime() + within.toNanos();
        while (Long.parseLong(order("counted")) < records) {
            if (System.nanoTime() > deadlineNanos) {
                throw process.failure("did not count " + records + " records in time");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
