package dev.livechatmetrics.cli.settings;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How to reach Kafka.
 *
 * @param bootstrapServers of the cluster; empty = the embedded broker
 * @param brokerPort of the embedded broker on loopback; 0 = any free one
 * @param clientProperties for every client, Kafka Streams' included; without {@code bootstrap.servers}
 * @param streamsProperties for Kafka Streams alone; over {@code clientProperties}
 */
public record KafkaSettings(
        Optional<String> bootstrapServers,
        int brokerPort,
        SortedMap<String, String> clientProperties,
        SortedMap<String, String> streamsProperties) {
    private static final Pattern PROTOCOL = Pattern.compile("[A-Za-z_]+://");

    public KafkaSettings {
        new Requirements()
                .require(
                        bootstrapServers.stream().allMatch(KafkaSettings::areAddresses),
                        SettingKey.KAFKA_BOOTSTRAP_SERVERS,
                        bootstrapServers.orElse(""))
                .requirePort(SettingKey.BROKER_PORT, brokerPort)
                .check();
        clientProperties = Collections.unmodifiableSortedMap(new TreeMap<>(clientProperties));
        streamsProperties = Collections.unmodifiableSortedMap(new TreeMap<>(streamsProperties));
    }

    /** Whether {@code serve} brings its own broker. */
    public boolean embeddedBroker() {
        return bootstrapServers.isEmpty();
    }

    /** Where a client goes that is not told otherwise: the cluster, or the place where an embedded broker listens. */
    public String clientBootstrapServers() {
        return bootstrapServers.orElse("127.0.0.1:" + brokerPort);
    }

    /** What the operator passes to Kafka Streams: the clients' properties and its own, which win. */
    public Map<String, String> allStreamsProperties() {
        Map<String, String> all = new TreeMap<>(clientProperties);
        all.putAll(streamsProperties);
        return all;
    }

    /** Names the keys alone: the values may be secrets. */
    @Override
    public String toString() {
        return "KafkaSettings[bootstrapServers=" + bootstrapServers + ", brokerPort=" + brokerPort
                + ", clientProperties=" + clientProperties.keySet() + ", streamsProperties="
                + streamsProperties.keySet() + "]";
    }

    private static boolean areAddresses(String text) {
        for (String address : text.split(",", -1)) {
            String plain = PROTOCOL.matcher(address.strip()).replaceFirst("");
            if (HostPort.parse(plain).isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
