package dev.livechatmetrics.cli.settings;

/** The whole configuration, checked: what {@link SettingsReader} makes of the environment and the properties file. */
public record Settings(
        ApplicationSettings application,
        KafkaSettings kafka,
        TopicSettings topics,
        EventSettings events,
        LifecycleSettings lifecycle,
        HttpSettings http) {

    public Settings {
        new Requirements()
                .require(
                        !kafka.embeddedBroker() || topics.replicationFactor() == 1,
                        SettingKey.TOPIC_REPLICATION_FACTOR,
                        "1 with the embedded broker, which is a single one (unless KAFKA_BOOTSTRAP_SERVERS is set)",
                        topics.replicationFactor())
                .check();
    }
}
