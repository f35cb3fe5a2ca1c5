package dev.livechatmetrics.cli.settings;

import org.apache.kafka.common.internals.Topic;

/**
 * The three topics and how they are created where absent.
 *
 * @param partitions of each of the two event topics
 */
public record TopicSettings(
        String conversations, String messages, String deadLetters, int partitions, int replicationFactor) {
    static final String NAME = "a legal topic name: 1 to 249 letters, digits, dots, underscores or hyphens";

    public TopicSettings {
        new Requirements()
                .require(isTopicName(conversations), SettingKey.TOPIC_CONVERSATIONS, conversations)
                .require(isTopicName(messages), SettingKey.TOPIC_MESSAGES, messages)
                .require(isTopicName(deadLetters), SettingKey.TOPIC_DEAD_LETTERS, deadLetters)
                .require(
                        !collide(messages, conversations),
                        SettingKey.TOPIC_MESSAGES,
                        "another name than TOPIC_CONVERSATIONS (for Kafka's metrics dot and underscore are the same)",
                        messages)
                .require(
                        !collide(deadLetters, conversations) && !collide(deadLetters, messages),
                        SettingKey.TOPIC_DEAD_LETTERS,
                        "another name than the two event topics (for Kafka's metrics dot and underscore are the same)",
                        deadLetters)
                .require(partitions >= 1 && partitions <= 10_000, SettingKey.TOPIC_PARTITIONS, partitions)
                .require(
                        replicationFactor >= 1 && replicationFactor <= Short.MAX_VALUE,
                        SettingKey.TOPIC_REPLICATION_FACTOR,
                        replicationFactor)
                .check();
    }

    /** Whether one of the three has that name. */
    boolean has(String name) {
        return name.equals(conversations) || name.equals(messages) || name.equals(deadLetters);
    }

    private static boolean isTopicName(String name) {
        return Topic.isValid(name) && !Topic.isInternal(name);
    }

    /** A broker refuses to create a topic whose name differs from another's in dots and underscores alone. */
    private static boolean collide(String one, String other) {
        return Topic.hasCollision(one, other);
    }
}
