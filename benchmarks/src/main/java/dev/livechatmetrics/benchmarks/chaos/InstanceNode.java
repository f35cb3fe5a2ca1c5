package dev.livechatmetrics.benchmarks.chaos;

import dev.livechatmetrics.benchmarks.process.JvmSettings;
import dev.livechatmetrics.benchmarks.query.Caller;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One {@code serve}: its process, its address for clients, and the proxy that is its address for its peers. */
final class InstanceNode implements Closeable {
    private final String name;
    private final int port;
    private final PeerProxy proxy;
    private final SmallDisk disk;
    private final JvmSettings settings;
    private final Path folder;
    private final Map<String, String> environment;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private NodeJvm jvm;

    /** {@code disk}: null where its data lie with all others'. */
    InstanceNode(
            String name,
            int port,
            PeerProxy proxy,
            SmallDisk disk,
            JvmSettings settings,
            Path folder,
            Map<String, String> environment) {
        this.name = name;
        this.port = port;
        this.proxy = proxy;
        this.disk = disk;
        this.settings = settings;
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    void start() throws IOException {
        jvm = NodeJvm.start(name, InstanceProcess.class, settings, folder, environment, List.of());
    }

    String name() {
        return name;
    }

    NodeJvm jvm() {
        return jvm;
    }

    PeerProxy proxy() {
        return proxy;
    }

    SmallDisk disk() {
        return disk;
    }

    /** What a client gets; every failure to get anything is an {@link IOException}. */
    HttpResponse<String> get(String path, Duration within) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("X-User-Id", Caller.USER)
                .header("X-Auth-Token", Caller.TOKEN)
                .timeout(within)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** Null where it is ready within a second, else why not. */
    String notReady() throws InterruptedException {
        try {
            HttpResponse<String> response = get("/health/ready", Duration.ofSeconds(1));
            return response.statusCode() == 200 ? null : response.body();
        } catch (IOException failed) {
            return failed.toString();
        }
    }

    @Override
    public void close() throws IOException {
        proxy.close();
    }
}
