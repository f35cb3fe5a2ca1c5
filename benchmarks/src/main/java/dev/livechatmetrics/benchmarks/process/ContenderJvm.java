package dev.livechatmetrics.benchmarks.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.livechatmetrics.benchmarks.contender.Pass;
import dev.livechatmetrics.benchmarks.traffic.EventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A contender in its process, seen from the run. */
public final class ContenderJvm implements AutoCloseable {
    /** The process gives up by itself and says why, so it is waited for a little longer. */
    private static final Duration GRACE = Duration.ofSeconds(60);

    private final String name;
    private final ChildJvm process;

    private ContenderJvm(String name, ChildJvm process) {
        this.name = name;
        this.process = process;
    }

    /** {@code contender}: the name of a class with a constructor that takes nothing, on the settings' class path. */
    public static ContenderJvm start(
            String name, String contender, JvmSettings settings, Path folder, String bootstrapServers)
            throws IOException {
        return new ContenderJvm(
                name,
                ChildJvm.start(
                        name,
                        ContenderProcess.class,
                        settings,
                        folder,
                        List.of(
                                name,
                                contender,
                                bootstrapServers,
                                folder.resolve("state").toString())));
    }

    public String name() {
        return name;
    }

    /** Has it record from now on what its JVM does, to a file that is complete when it is closed. */
    public void record(Path file) throws ChildException, InterruptedException {
        String answer = process.ask(ContenderProcess.RECORD + file, GRACE);
        if (!answer.equals(ContenderProcess.RECORDING)) {
            throw process.failure(answer);
        }
    }

    /** Has it read the whole log once, or make one and send to it for so many seconds, as the contender does. */
    public Pass pass(EventLog log, int liveSeconds, Duration within)
            throws ChildException, InterruptedException, JsonProcessingException {
        String order = ContenderProcess.JSON.writeValueAsString(new Order(log, liveSeconds, within.toSeconds()));
        String answer = process.ask(order, within.plus(GRACE));
        if (!answer.startsWith(ContenderProcess.PASSED)) {
            throw process.failure(answer);
        }
        return ContenderProcess.JSON.readValue(answer.substring(ContenderProcess.PASSED.length()), Pass.class);
    }

    @Override
    public void close() {
        process.close();
    }
}
