package dev.livechatmetrics.cli.settings;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What Kafka itself says about a property: its type, its bounds, and whether it knows it at all. */
final class KafkaDefinitions {
    private static final ConfigDef CONSUMER = ConsumerConfig.configDef();
    private static final ConfigDef PRODUCER = ProducerConfig.configDef();
    private static final ConfigDef ADMIN = AdminClientConfig.configDef();
    private static final ConfigDef STREAMS = StreamsConfig.configDef();
    private static final ConfigDef TOPIC = LogConfig.configDefCopy();

    private KafkaDefinitions() {}

    /** The property that an operator means who writes dots for underscores: a few of Kafka's names hold underscores. */
    static String named(String dotted) {
        return STREAMS.names().stream()
                .filter(name -> name.replace('_', '.').equals(dotted))
                .findFirst()
                .orElse(dotted);
    }

    /** The definitions that a property must satisfy, one for each client that reads it; none = nobody knows it. */
    static List<ConfigKey> of(String property) {
        Optional<StreamsPrefix> prefix = StreamsPrefix.of(property);
        String name = prefix.map(p -> p.cutFrom(property)).orElse(property);
        return prefix.map(KafkaDefinitions::readersOf).orElse(List.of(STREAMS, CONSUMER, PRODUCER, ADMIN)).stream()
                .flatMap(definitions ->
                        Stream.ofNullable(definitions.configKeys().get(name)))
                .toList();
    }

    private static List<ConfigDef> readersOf(StreamsPrefix prefix) {
        return switch (prefix) {
            case MAIN_CONSUMER, RESTORE_CONSUMER, GLOBAL_CONSUMER, CONSUMER -> List.of(CONSUMER);
            case PRODUCER -> List.of(PRODUCER);
            case ADMIN -> List.of(ADMIN);
            case TOPIC -> List.of(TOPIC);
        };
    }

    /** What holds in an admin client where the property is not set. */
    static String adminDefault(String property) {
        return String.valueOf(ADMIN.defaultValues().get(property));
    }

    static boolean accepts(ConfigKey definition, String value) {
        try {
            Object parsed = ConfigDef.parseType(definition.name, value, definition.type);
            if (definition.validator != null) {
                definition.validator.ensureValid(definition.name, parsed);
            }
            return true;
        } catch (ConfigException refused) {
            return false; // its message quotes the value, which may be a secret
        }
    }

    /** The type in words, with the bounds that Kafka names. */
    static String takes(ConfigKey definition) {
        String type = switch (definition.type) {
            case BOOLEAN -> "true or false";
            case INT, LONG, SHORT -> "a whole number";
            case DOUBLE -> "a number";
            case LIST -> "a list separated by commas";
            case CLASS -> "the name of a class on the class path";
            case STRING, PASSWORD -> "a text";
        };
        String bounds = String.valueOf(definition.validator);
        boolean readable = definition.validator != null && !bounds.contains("@") && !bounds.contains("Lambda");
        return readable ? type + ", " + bounds : type;
    }
}
