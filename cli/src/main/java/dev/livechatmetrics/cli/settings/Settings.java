package dev.livechatmetrics.cli.settings;

/** The whole configuration, checked: what {@link SettingsReader} makes of the environment and the properties file. */
public record Settings(
        ApplicationSettings application,
        KafkaSettings kafka,
        TopicSettings topics,
        SourceSettings sources,
        EventSettings events,
        LifecycleSettings lifecycle,
        HttpSettings http,
        ChartSettings charts,
        AccessSettings access,
        WebSettings web,
        TlsSettings tls,
        LogSettings log) {

    private static final String ANOTHER_TOPIC =
            "another name than TOPIC_CONVERSATIONS, TOPIC_MESSAGES and TOPIC_DEAD_LETTERS";

    public Settings {
        new Requirements()
                .require(
                        !kafka.embeddedBroker() || topics.replicationFactor() == 1,
                        SettingKey.TOPIC_REPLICATION_FACTOR,
                        "1 with the embedded broker, which is a single one (unless KAFKA_BOOTSTRAP_SERVERS is set)",
                        topics.replicationFactor())
                .require(
                        sources.rooms().filter(topics::has).isEmpty(),
                        SettingKey.SOURCE_TOPIC_ROOMS,
                        ANOTHER_TOPIC,
                        sources.rooms().orElse(""))
                .require(
                        sources.messages().filter(topics::has).isEmpty(),
                        SettingKey.SOURCE_TOPIC_MESSAGES,
                        ANOTHER_TOPIC,
                        sources.messages().orElse(""))
                .check();
    }
}
