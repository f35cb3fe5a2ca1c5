package dev.livechatmetrics.benchmarks.query;

import dev.livechatmetrics.benchmarks.process.ChildException;
import dev.livechatmetrics.cli.LivechatMetrics;
import dev.livechatmetrics.streams.topology.TopicNames;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code serve} in a process of its own, timed from the start of the process. */
final class Instance implements AutoCloseable {
    private static final int PAUSE_MILLIS = 5;

    private final Process process;
    private final long startNanos;
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI ready;

    private Instance(Process process, long startNanos, int port) {
        this.process = process;
        this.startNanos = startNanos;
        this.ready = URI.create("http://127.0.0.1:" + port + "/health/ready");
    }

    /** Over the data that a {@link Service} of that name has left. */
    static Instance start(String bootstrapServers, String name, Path folder, int port) throws IOException {
        TopicNames topics = HistoryLog.topics(name);
        List<String> command = Service.JVM.command(LivechatMetrics.class, folder, List.of("serve"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("serve.log").toFile());
        Path data = Service.data(folder, name);
        builder.environment()
                .putAll(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers,
                        "APPLICATION_ID", name,
                        "DATA_DIR", data.toString(),
                        "AUTH_USERS_FILE", data.resolve("users.json").toString(),
                        "HTTP_PORT", Integer.toString(port),
                        "TOPIC_CONVERSATIONS", topics.conversations(),
                        "TOPIC_MESSAGES", topics.messages(),
                        "TOPIC_DEAD_LETTERS", topics.deadLetters()));
        long startNanos = System.nanoTime();
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Instance(process, startNanos, port);
    }

    /** The time from the start of the process to the first 200 of its readiness. */
    Duration untilReady(Duration within) throws IOException, InterruptedException, ChildException {
        HttpRequest request = HttpRequest.newBuilder(ready).build();
        while (true) {
            try {
                if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return Duration.ofNanos(System.nanoTime() - startNanos);
                }
            } catch (IOException notYet) {
                if (!process.isAlive()) {
                    throw notYet;
                }
            }
            if (System.nanoTime() - startNanos > within.toNanos()) {
                throw new IOException("serve is not ready after " + within.toSeconds() + " s");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
