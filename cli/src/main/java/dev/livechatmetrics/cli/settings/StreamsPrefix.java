package dev.livechatmetrics.cli.settings;

import java.util.Optional;

/** The prefixes by which a property of Kafka Streams reaches one of its clients or its topics alone. */
enum StreamsPrefix {
    MAIN_CONSUMER("main.consumer."),
    RESTORE_CONSUMER("restore.consumer."),
    GLOBAL_CONSUMER("global.consumer."),
    CONSUMER("consumer."),
    PRODUCER("producer."),
    ADMIN("admin."),
    TOPIC("topic.");

    private final String text;

    StreamsPrefix(String text) {
        this.text = text;
    }

    static Optional<StreamsPrefix> of(String property) {
        for (StreamsPrefix prefix : values()) {
            if (property.startsWith(prefix.text)) {
                return Optional.of(prefix);
            }
        }
        return Optional.empty();
    }

    String cutFrom(String property) {
        return property.substring(text.length());
    }
}
