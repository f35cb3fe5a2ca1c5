package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.livechatmetrics.cli.settings.Settings;
import dev.livechatmetrics.cli.settings.SettingsReader;
import dev.livechatmetrics.cli.settings.SettingsReading;
import dev.livechatmetrics.query.access.UsersFile;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.runtime.Pipeline;
import dev.livechatmetrics.streams.topology.LedgerRow;
import dev.livechatmetrics.testkit.WireEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A whole instance in this process with a broker of its own, on free ports, and what a stranger does with it. */
final class ServiceInstance implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String CHARTS = "/api/v1/livechat/analytics/dashboards/charts-data?";

    /** Of one user: more than a test that does not mean to comes near. */
    private static final int REQUESTS_PER_MINUTE = 2_000;

    private static final int AT_ONCE = 50;

    private final Path folder;
    private final List<TestUser> more;
    private final HttpClient http = HttpClient.newHttpClient();
    private Service service;
    private String address;
    private long sent;

    private ServiceInstance(Path folder, List<TestUser> more) {
        this.folder = folder;
        this.more = more;
    }

    /** Keeps everything in the folder; lets {@link DemoUser} ask. */
    static ServiceInstance start(Path folder) throws IOException {
        return start(folder, List.of());
    }

    /** Lets more users ask. */
    static ServiceInstance start(Path folder, List<TestUser> more) throws IOException {
        ServiceInstance instance = new ServiceInstance(folder, more);
        instance.start(0);
        return instance;
    }

    private void start(int port) throws IOException {
        Path users = TestUser.write(folder, more);
        SettingsReading reading = SettingsReader.read(
                Map.of(
                        "DATA_DIR",
                        folder.resolve("data").toString(),
                        "AUTH_USERS_FILE",
                        users.toString(),
                        "BROKER_PORT",
                        "0",
                        "HTTP_PORT",
                        Integer.toString(port),
                        "RATE_LIMIT_PER_MINUTE",
                        Integer.toString(REQUESTS_PER_MINUTE)),
                Optional.empty());
        Settings settings = ((SettingsReading.Accepted) reading).settings();
        service = Service.start(settings, new UsersFile(users), new PrintWriter(Writer.nullWriter()));
        address = service.address(settings);
    }

    void stop() {
        service.close();
    }

    /** Once it was stopped, with what it keeps, at the same address. */
    void startAgain() throws IOException {
        start(URI.create(address).getPort());
    }

    /** Of the API and the dashboard. */
    String address() {
        return address;
    }

    String bootstrapServers() {
        return service.bootstrapServers();
    }

    /** Returns when all are acknowledged and the ledger counts them. */
    void send(List<WireEvent> events) throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            List<Future<?>> sends = new ArrayList<>();
            for (WireEvent event : events) {
                sends.add(producer.send(new ProducerRecord<>("livechat." + event.topic(), event.key(), event.value())));
            }
            for (Future<?> acknowledged : sends) {
                acknowledged.get();
            }
        }
        awaitCounted(events.size());
    }

    /** Returns when the ledger counts so many more records than those that were waited for before. */
    void awaitCounted(int records) {
        sent += records;
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(recordsRead()).isEqualTo(sent));
    }

    /** The body of a chart that must be there; {@code query} is all of it, encoded. */
    String chart(String query) throws IOException, InterruptedException {
        return get(CHARTS + query);
    }

    /** The body of an answer that must be there; {@code path} with its query, encoded. */
    String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = ask(path, DemoUser.ID, DemoUser.TOKEN);
        assertThat(response.statusCode()).as("%s: %s", path, response.body()).isEqualTo(200);
        return response.body();
    }

    /** Asks as this user until the server has had enough. */
    void exhaust(TestUser user) {
        Set<Integer> statuses = new TreeSet<>();
        for (int asked = 0; !statuses.contains(429) && asked <= 2 * REQUESTS_PER_MINUTE; asked += AT_ONCE) {
            Stream.generate(() -> http.sendAsync(
                            request("/api/v1/metrics/settings", user.id(), user.token()),
                            HttpResponse.BodyHandlers.discarding()))
                    .limit(AT_ONCE)
                    .toList()
                    .forEach(answer -> statuses.add(answer.join().statusCode()));
        }
        assertThat(statuses).contains(429).isSubsetOf(200, 429);
    }

    private HttpResponse<String> ask(String path, String userId, String token)
            throws IOException, InterruptedException {
        return http.send(request(path, userId, token), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String userId, String token) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .header("X-User-Id", userId)
                .header("X-Auth-Token", token)
                .timeout(PATIENCE)
                .build();
    }

    private long recordsRead() {
        Pipeline pipeline = service.pipeline();
        long read = 0;
        for (PartitionRead<Map<String, LedgerRow>> ledger :
                pipeline.reads().ledgers(pipeline.partitions()).values()) {
            if (ledger instanceof PartitionRead.Answer<Map<String, LedgerRow>> answer) {
                for (LedgerRow row : answer.value().values()) {
                    read += row.applied() + row.duplicate() + row.ignored() + row.deadLettered();
                }
            }
        }
        return read;
    }

    @Override
    public void close() {
        service.close();
    }
}
