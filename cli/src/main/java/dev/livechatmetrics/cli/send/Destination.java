package dev.livechatmetrics.cli.send;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/** The Kafka that events go to: what every client of it is configured with, and what the topics are called there. */
public record Destination(
        Map<String, Object> clientProperties,
        String conversationsTopic,
        String messagesTopic,
        String deadLettersTopic) {
    public Destination {
        clientProperties = Map.copyOf(clientProperties);
        if (!clientProperties.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new IllegalArgumentException(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG + " is missing");
        }
    }

    /** The name in Kafka of that topic. */
    public String name(EventTopic topic) {
        return topic == EventTopic.CONVERSATIONS ? conversationsTopic : messagesTopic;
    }

    /** Where Kafka is asked for, as configured. */
    public String bootstrapServers() {
        return clientProperties
                .get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)
                .toString();
    }
}
