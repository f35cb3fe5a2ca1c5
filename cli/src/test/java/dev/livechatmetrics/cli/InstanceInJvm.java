package dev.livechatmetrics.cli;

import dev.livechatmetrics.cli.settings.Settings;
import dev.livechatmetrics.cli.settings.SettingsReader;
import dev.livechatmetrics.cli.settings.SettingsReading;
import dev.livechatmetrics.query.access.UsersFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;

/** A whole instance in this JVM: starts sooner than a process, and its threads and its log can be looked at. */
final class InstanceInJvm implements AutoCloseable {
    private final Service service;
    private final Api api;

    private InstanceInJvm(Service service, Api api) {
        this.service = service;
        this.api = api;
    }

    static InstanceInJvm start(Map<String, String> environment) throws IOException {
        SettingsReading reading = SettingsReader.read(environment, Optional.empty());
        if (!(reading instanceof SettingsReading.Accepted accepted)) {
            throw new IllegalArgumentException(reading.toString());
        }
        Settings settings = accepted.settings();
        UsersFile users = new UsersFile(settings.http().authUsersFile().orElseThrow());
        Service service = Service.start(settings, users, new PrintWriter(new StringWriter()));
        return new InstanceInJvm(service, new Api(service.address(settings)));
    }

    Api api() {
        return api;
    }

    String bootstrapServers() {
        return service.bootstrapServers();
    }

    /** The stream threads and their states, by name. */
    Map<String, String> threads() {
        return streams().metadataForLocalThreads().stream()
                .collect(Collectors.toMap(
                        org.apache.kafka.streams.ThreadMetadata::threadName,
                        org.apache.kafka.streams.ThreadMetadata::threadState));
    }

    /** How many records the stream threads have read from the topics of events, those that restore state left out. */
    long recordsRead() {
        return streams().metrics().entrySet().stream()
                .filter(metric -> metric.getKey().group().equals("consumer-fetch-manager-metrics")
                        && metric.getKey().name().equals("records-consumed-total")
                        && metric.getKey().tags().keySet().equals(java.util.Set.of("client-id"))
                        && !metric.getKey().tags().get("client-id").endsWith("-restore-consumer"))
                .mapToLong(metric -> ((Double) metric.getValue().metricValue()).longValue())
                .sum();
    }

    private KafkaStreams streams() {
        return service.pipeline().streams();
    }

    @Override
    public void close() {
        service.close();
    }
}
