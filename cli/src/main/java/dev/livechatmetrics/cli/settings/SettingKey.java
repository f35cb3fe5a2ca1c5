package dev.livechatmetrics.cli.settings;

import java.util.Arrays;
import java.util.Optional;

/** The keys of the product's own configuration: the one place that knows what each takes and what holds where it is unset. */
public enum SettingKey {
    KAFKA_BOOTSTRAP_SERVERS("", "host:port, several separated by commas"),
    BROKER_PORT("9092", "a port from 0 to 65535, 0 = any free one"),
    DATA_DIR("./data", "the path of a folder"),
    HTTP_HOST("127.0.0.1", "a host name or an address, without a port"),
    HTTP_PORT("8080", "a port from 0 to 65535, 0 = any free one"),
    READ_TIMEOUT("4s", "a duration such as 500ms, 4s, 5m or PT4S, from 1ms to 1h"),
    STANDBY_MAX_LAG("30s", "a duration such as 500ms, 30s, 1m or PT30S, from 0s to 1h, 0s = no copy is read"),
    HTTP_BASE_PATH("", "a path such as /livechat, of letters, digits, dots, underscores, hyphens and tildes"),
    HTTP_FORWARDED_COUNT("0", "how many proxies are in front of the API, a whole number from 0 to 10"),
    CORS_ALLOWED_ORIGINS(
            "", "origins such as https://intranet.example.com, in lower case, several separated by commas"),
    TLS_CERTIFICATE_FILE("", "the path of a file of certificates in PEM, the server's first"),
    TLS_KEY_FILE("", "the path of a file with the certificate's key in PEM"),
    TLS_CA_FILE("", "the path of a file of certificates in PEM"),
    AUTH_USERS_FILE("", "the path of a JSON file"),
    ROCKETCHAT_URL("", "the address of a workspace such as https://chat.example.com, without a slash at its end"),
    ROCKETCHAT_PLAIN_HTTP("false", "true or false, true = tokens may be sent to ROCKETCHAT_URL unencrypted"),
    RATE_LIMIT_PER_MINUTE("0", "a whole number from 0 to 1000000, 0 = no limit"),
    SIGN_IN_FAILURES_PER_MINUTE("0", "a whole number from 0 to 1000000, 0 = no limit"),
    APPLICATION_ID("livechat-metrics", "1 to 200 letters, digits, dots, underscores or hyphens"),
    APPLICATION_SERVER("", "host:port at which the other instances reach this one"),
    PEER_SECRET("", "one line of printable text"),
    ROCKETCHAT_WEBHOOK_TOKEN("", "one line of printable text"),
    REPORTING_TIMEZONE("UTC", "the name of an IANA time zone such as Europe/Berlin, not an offset"),
    CHARTS_COMPATIBILITY("exact", "exact or rocketchat"),
    LOG_FORMAT("text", "text or json"),
    EVENTS_MAX_FUTURE_SKEW("1h", "a duration such as 30s, 5m, 1h, 1d or PT1H, from 0s to 36500d"),
    CONDENSE_AFTER_DAYS("30", "a whole number of days from 0 to 36500, 0 = never"),
    RETENTION_DAYS("0", "a whole number of days from 0 to 36500, 0 = for ever"),
    WAITING_EVENTS_MAX("100000", "a whole number from 1 to 1000000"),
    WAITING_MAX_DAYS("30", "a whole number of days from 0 to 36500, 0 = for ever"),
    TOPIC_CONVERSATIONS("livechat.conversations", TopicSettings.NAME),
    TOPIC_MESSAGES("livechat.messages", TopicSettings.NAME),
    TOPIC_DEAD_LETTERS("livechat.dead-letters", TopicSettings.NAME),
    SOURCE_TOPIC_ROOMS("", TopicSettings.NAME),
    SOURCE_TOPIC_MESSAGES("", TopicSettings.NAME),
    TOPIC_PARTITIONS("4", "a whole number from 1 to 10000"),
    TOPIC_REPLICATION_FACTOR("1", "a whole number from 1 to 32767");

    private final String defaultText;
    private final String takes;

    SettingKey(String defaultText, String takes) {
        this.defaultText = defaultText;
        this.takes = takes;
    }

    /** What holds where the key is not set, or nothing where that means something of its own. */
    public Optional<String> defaultText() {
        return defaultText.isEmpty() ? Optional.empty() : Optional.of(defaultText);
    }

    /** What the key takes, as the end of a sentence that starts with its name. */
    public String takes() {
        return takes;
    }

    static Optional<SettingKey> named(String name) {
        return Arrays.stream(values()).filter(key -> key.name().equals(name)).findFirst();
    }
}
