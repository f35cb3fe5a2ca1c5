package dev.livechatmetrics.benchmarks.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.livechatmetrics.benchmarks.contender.Pass;
import dev.livechatmetrics.benchmarks.traffic.LogTotals;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

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

    public String name() {
        return name;
    }

    public static ContenderJvm start(
            ContenderProcess.Role role, JvmSettings settings, Path folder, String bootstrapServers, LogTotals log)
            throws IOException {
        String name = role.name().toLowerCase(Locale.ROOT);
        return new ContenderJvm(
                name,
                ChildJvm.start(
                        name,
                        ContenderProcess.class,
                        settings,
                        folder,
                        List.of(
                                role.name(),
                                bootstrapServers,
                                folder.resolve("state").toString(),
                                ContenderProcess.JSON.writeValueAsString(log))));
    }

    /** Has it record from now on what its JVM does, to a file that is complete when it is closed. */
    public void record(Path file) throws ChildException, InterruptedException {
        String answer = process.ask(ContenderProcess.RECORD + file, GRACE);
        if (!answer.equals(ContenderProcess.RECORDING)) {
            throw process.failure(answer);
        }
    }

    /** Has it read the whole log once. */
    public Pass pass(Duration within) throws ChildException, InterruptedException, JsonProcessingException {
        String answer = process.ask(Long.toString(within.toSeconds()), within.plus(GRACE));
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
