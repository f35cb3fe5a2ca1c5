package dev.livechatmetrics.cli.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/**
 * A key that is passed on to Kafka: {@code KAFKA_SECURITY_PROTOCOL} is {@code security.protocol} of every client,
 * {@code STREAMS_NUM_STREAM_THREADS} is {@code num.stream.threads} of Kafka Streams.
 *
 * @param name as the operator writes it
 * @param property as Kafka names it
 */
record PassedOnKey(String name, Receiver receiver, String property) {
    private static final String CLIENT_TAGS = "client.tag.";

    enum Receiver {
        EVERY_CLIENT("KAFKA_"),
        STREAMS("STREAMS_");

        private final String prefix;

        Receiver(String prefix) {
            this.prefix = prefix;
        }

        /** The key by which the operator sets the property of this receiver. */
        String keyOf(String property) {
            return prefix + property.toUpperCase(Locale.ROOT).replace('.', '_');
        }
    }

    /** The key of that name, or nothing where the name is not passed on. */
    static Optional<PassedOnKey> of(String name) {
        if (SettingKey.named(name).isPresent()) {
            return Optional.empty();
        }
        for (Receiver receiver : Receiver.values()) {
            if (name.startsWith(receiver.prefix) && name.length() > receiver.prefix.length()) {
                String rest = name.substring(receiver.prefix.length());
                String property =
                        KafkaDefinitions.named(rest.toLowerCase(Locale.ROOT).replace('_', '.'));
                return Optional.of(new PassedOnKey(name, receiver, property));
            }
        }
        return Optional.empty();
    }

    /** Whether some client of this version of Kafka reads the property. */
    boolean isKnown() {
        return !KafkaDefinitions.of(property).isEmpty()
                || property.startsWith(CLIENT_TAGS)
                || refusal().isPresent();
    }

    boolean isPassword() {
        List<ConfigKey> definitions = KafkaDefinitions.of(property);
        return definitions.stream().anyMatch(definition -> definition.type == ConfigDef.Type.PASSWORD);
    }

    /** Why the operator may not set it, if so. */
    Optional<String> refusal() {
        return RefusedProperty.reason(property);
    }

    /** What the property takes, if the value is not that. */
    Optional<String> flaw(String value) {
        return KafkaDefinitions.of(property).stream()
                .filter(definition -> !KafkaDefinitions.accepts(definition, value))
                .map(KafkaDefinitions::takes)
                .findFirst()
                .or(() -> CheckedAhead.flaw(property, value));
    }
}
