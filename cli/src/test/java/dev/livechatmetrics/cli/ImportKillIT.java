package dev.livechatmetrics.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.livechatmetrics.cli.broker.EmbeddedBroker;
import dev.livechatmetrics.testkit.NaiveRocketChat;
import dev.livechatmetrics.testkit.RocketChatTraits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code import} is killed twice in the middle and run a third time to its end: the charts are exact. Its heap is the same
 * however long the files are.
 *
 * <p>{@code -Dimport.messages=1000000} makes them longer, {@code -Dimport.seed=N} draws another workspace.
 */
class ImportKillIT {
    private static final long MESSAGES = Long.getLong("import.messages", 20_000);
    private static final long SEED = Long.getLong("import.seed", 1);

    /** The producer's buffer is a third of it. */
    private static final String HEAP = "-Xmx96m";

    private static final int LONG_LINE_MEBIBYTES = 15;

    @TempDir
    private Path folder;

    @Test
    void isExactWhenItWasKilledTwiceAndRunAgain() throws Exception {
        System.out.println("ImportKillIT: -Dimport.messages=" + MESSAGES + " -Dimport.seed=" + SEED);
        ExportFiles files = ExportFiles.write(folder, SEED, RocketChatTraits.ALL, MESSAGES);
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0)) {
            EventTopics topics = EventTopics.ofDefaultNames(broker.bootstrapServers());
            Map<String, String> environment = new HashMap<>(topics.environment());
            try (InstanceInJvm instance = InstanceInJvm.start(
                    InstanceFolder.in(folder.resolve("instance")).environment(topics.environment()))) {
                environment.put(CommandProcess.JVM_OPTIONS, HEAP);
                kill(files, environment, topics, MESSAGES / 10);
                kill(files, environment, topics, messages(topics) + MESSAGES / 5);

                addALongLine(files.messages());
                long started = System.nanoTime();
                CommandProcess last =
                        CommandProcess.start(environment, files.arguments(folder.resolve("rejects.jsonl")));
                assertThat(last.exitStatus()).as(last.err()).isZero();
                System.out.println("ImportKillIT: " + files.messageCount() + " messages in "
                        + Duration.ofNanos(System.nanoTime() - started).toMillis() + " ms, the JVM's start included");

                LedgerMetricsText ledger = instance.api().awaitRecords(size(topics));
                assertThat(ledger.total("dead-lettered")).isZero();
                assertThat(ledger.total("duplicate")).isPositive();
                WorkspaceCharts.assertAnswered(instance.api(), NaiveRocketChat.ofDocuments(files.histories()));
            }
        }
    }

    /** Blank, and about the longest that is read at all: the buffer for it must fit into the heap, too. */
    private static void addALongLine(Path zipped) throws IOException {
        try (OutputStream to =
                new GZIPOutputStream(Files.newOutputStream(zipped, StandardOpenOption.APPEND), 64 << 10)) {
            byte[] blanks = " ".repeat(1 << 20).getBytes(UTF_8);
            for (int i = 0; i < LONG_LINE_MEBIBYTES; i++) {
                to.write(blanks);
            }
        }
    }

    /** Through a pipe that is never closed, so that it cannot have come to its end before. */
    private void kill(ExportFiles files, Map<String, String> environment, EventTopics topics, long atMessages)
            throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        try (CommandProcess process = CommandProcess.start(
                environment,
                "import",
                "--rooms",
                files.rooms().toString(),
                "--messages",
                pipe.toString(),
                "--rejects",
                folder.resolve("rejects.jsonl").toString())) {
            CompletableFuture<Void> feeding = CompletableFuture.runAsync(() -> feed(files, pipe));
            await().atMost(Duration.ofMinutes(2)).until(() -> messages(topics) >= atMessages);
            process.kill();
            feeding.join();
        }
        Files.delete(pipe);
    }

    /** Writes until nobody reads any more; begins anew rather than end. */
    private static void feed(ExportFiles files, Path pipe) {
        try (Writer to = Files.newBufferedWriter(pipe)) {
            while (true) {
                try (BufferedReader lines = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(Files.newInputStream(files.messages())), UTF_8))) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        to.write(line + "\n");
                    }
                }
            }
        } catch (IOException killed) {
            // The reader is gone, as it should be.
        }
    }

    /** How many records tell of messages: there are none before the pipe is read. */
    private static long messages(EventTopics topics) {
        return topics.sizes().entrySet().stream()
                .filter(partition -> partition.getKey().startsWith(topics.messages()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static long size(EventTopics topics) {
        return topics.sizes().values().stream().mapToLong(Long::longValue).sum();
    }
}
