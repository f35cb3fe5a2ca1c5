package dev.livechatmetrics.cli.settings;

import static dev.livechatmetrics.cli.settings.SettingKey.APPLICATION_ID;
import static dev.livechatmetrics.cli.settings.SettingKey.APPLICATION_SERVER;
import static dev.livechatmetrics.cli.settings.SettingKey.AUTH_USERS_FILE;
import static dev.livechatmetrics.cli.settings.SettingKey.BROKER_PORT;
import static dev.livechatmetrics.cli.settings.SettingKey.CHARTS_COMPATIBILITY;
import static dev.livechatmetrics.cli.settings.SettingKey.CONDENSE_AFTER_DAYS;
import static dev.livechatmetrics.cli.settings.SettingKey.CORS_ALLOWED_ORIGINS;
import static dev.livechatmetrics.cli.settings.SettingKey.DATA_DIR;
import static dev.livechatmetrics.cli.settings.SettingKey.EVENTS_MAX_FUTURE_SKEW;
import static dev.livechatmetrics.cli.settings.SettingKey.HTTP_BASE_PATH;
import static dev.livechatmetrics.cli.settings.SettingKey.HTTP_FORWARDED_COUNT;
import static dev.livechatmetrics.cli.settings.SettingKey.HTTP_HOST;
import static dev.livechatmetrics.cli.settings.SettingKey.HTTP_PORT;
import static dev.livechatmetrics.cli.settings.SettingKey.KAFKA_BOOTSTRAP_SERVERS;
import static dev.livechatmetrics.cli.settings.SettingKey.LOG_FORMAT;
import static dev.livechatmetrics.cli.settings.SettingKey.PEER_SECRET;
import static dev.livechatmetrics.cli.settings.SettingKey.RATE_LIMIT_PER_MINUTE;
import static dev.livechatmetrics.cli.settings.SettingKey.READ_TIMEOUT;
import static dev.livechatmetrics.cli.settings.SettingKey.REPORTING_TIMEZONE;
import static dev.livechatmetrics.cli.settings.SettingKey.RETENTION_DAYS;
import static dev.livechatmetrics.cli.settings.SettingKey.ROCKETCHAT_PLAIN_HTTP;
import static dev.livechatmetrics.cli.settings.SettingKey.ROCKETCHAT_URL;
import static dev.livechatmetrics.cli.settings.SettingKey.ROCKETCHAT_WEBHOOK_TOKEN;
import static dev.livechatmetrics.cli.settings.SettingKey.SIGN_IN_FAILURES_PER_MINUTE;
import static dev.livechatmetrics.cli.settings.SettingKey.SOURCE_TOPIC_MESSAGES;
import static dev.livechatmetrics.cli.settings.SettingKey.SOURCE_TOPIC_ROOMS;
import static dev.livechatmetrics.cli.settings.SettingKey.STANDBY_MAX_LAG;
import static dev.livechatmetrics.cli.settings.SettingKey.TLS_CA_FILE;
import static dev.livechatmetrics.cli.settings.SettingKey.TLS_CERTIFICATE_FILE;
import static dev.livechatmetrics.cli.settings.SettingKey.TLS_KEY_FILE;
import static dev.livechatmetrics.cli.settings.SettingKey.TOPIC_CONVERSATIONS;
import static dev.livechatmetrics.cli.settings.SettingKey.TOPIC_DEAD_LETTERS;
import static dev.livechatmetrics.cli.settings.SettingKey.TOPIC_MESSAGES;
import static dev.livechatmetrics.cli.settings.SettingKey.TOPIC_PARTITIONS;
import static dev.livechatmetrics.cli.settings.SettingKey.TOPIC_REPLICATION_FACTOR;
import static dev.livechatmetrics.cli.settings.SettingKey.WAITING_EVENTS_MAX;
import static dev.livechatmetrics.cli.settings.SettingKey.WAITING_MAX_DAYS;

import dev.livechatmetrics.cli.settings.PassedOnKey.Receiver;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;

/** Reads the configuration from the environment and a properties file, over which the environment wins. */
public final class SettingsReader {
    private final SettingTexts texts;
    private final PassedOnProperties passedOn;
    private final NamedFiles files;

    private SettingsReader(Map<String, String> texts, Findings findings) {
        this.texts = new SettingTexts(texts, findings);
        this.passedOn = PassedOnProperties.of(texts, findings);
        this.files = new NamedFiles(
                this.texts.path(AUTH_USERS_FILE),
                this.texts.written(ROCKETCHAT_URL).isPresent(),
                this.texts.path(TLS_CERTIFICATE_FILE),
                this.texts.path(TLS_KEY_FILE),
                this.texts.path(TLS_CA_FILE));
    }

    /** The settings, or all that is wrong with them. Variables of the environment that are no keys are not looked at. */
    public static SettingsReading read(Map<String, String> environment, Optional<Path> propertiesFile) {
        Findings findings = new Findings();
        Map<String, String> file =
                propertiesFile.map(path -> PropertiesFile.read(path, findings)).orElse(Map.of());
        Map<String, String> texts = Source.of(environment, findings).textsOver(Source.of(file, findings), findings);
        SettingsReader reader = new SettingsReader(texts, findings);
        Optional<Settings> settings = reader.settings();
        return settings.filter(made -> findings.mistakes().isEmpty())
                .<SettingsReading>map(made -> new SettingsReading.Accepted(made, findings.warnings(), reader.files))
                .orElseGet(() -> new SettingsReading.Refused(findings.mistakes(), findings.warnings(), reader.files));
    }

    /** LOG_FORMAT alone, before the rest is looked at: what it does not take is a mistake for {@link #read} to tell. */
    public static LogSettings.Format logFormat(Map<String, String> environment, Optional<Path> propertiesFile) {
        Findings unused = new Findings();
        String name = LOG_FORMAT.name();
        String text = environment.getOrDefault(name, "");
        if (text.isEmpty()) {
            text = propertiesFile
                    .map(file -> PropertiesFile.read(file, unused).getOrDefault(name, ""))
                    .orElse("");
        }
        return new SettingTexts(Map.of(name, text), unused).choice(LOG_FORMAT, LogSettings.Format.class);
    }

    private Optional<Settings> settings() {
        Optional<ApplicationSettings> application = texts.checked(this::application);
        Optional<KafkaSettings> kafka = texts.checked(this::kafka);
        Optional<TopicSettings> topics = texts.checked(this::topics);
        Optional<SourceSettings> sources = texts.checked(this::sources);
        Optional<EventSettings> events = texts.checked(this::events);
        Optional<LifecycleSettings> lifecycle = texts.checked(this::lifecycle);
        Optional<HttpSettings> http = texts.checked(this::http);
        Optional<AccessSettings> access = texts.checked(this::access);
        Optional<WebSettings> web = texts.checked(this::web);
        Optional<TlsSettings> tls = texts.checked(this::tls);
        if (kafka.isEmpty() || topics.isEmpty()) {
            return Optional.empty();
        }
        SettingsReader defaults = new SettingsReader(Map.of(), new Findings());
        return texts.checked(() -> new Settings(
                application.orElseGet(defaults::application),
                kafka.get(),
                topics.get(),
                sources.orElse(SourceSettings.NONE),
                events.orElseGet(defaults::events),
                lifecycle.orElseGet(defaults::lifecycle),
                http.orElseGet(defaults::http),
                new ChartSettings(texts.choice(CHARTS_COMPATIBILITY, ChartSettings.Compatibility.class)),
                access.orElseGet(defaults::access),
                web.orElseGet(defaults::web),
                tls.orElse(TlsSettings.NONE),
                new LogSettings(texts.choice(LOG_FORMAT, LogSettings.Format.class))));
    }

    private ApplicationSettings application() {
        return new ApplicationSettings(
                texts.text(APPLICATION_ID),
                texts.hostPort(APPLICATION_SERVER),
                texts.secret(PEER_SECRET),
                texts.path(DATA_DIR).orElseThrow());
    }

    private KafkaSettings kafka() {
        return new KafkaSettings(
                texts.written(KAFKA_BOOTSTRAP_SERVERS),
                texts.number(BROKER_PORT),
                passedOn.of(Receiver.EVERY_CLIENT),
                passedOn.of(Receiver.STREAMS));
    }

    private TopicSettings topics() {
        return new TopicSettings(
                texts.text(TOPIC_CONVERSATIONS),
                texts.text(TOPIC_MESSAGES),
                texts.text(TOPIC_DEAD_LETTERS),
                texts.number(TOPIC_PARTITIONS),
                texts.number(TOPIC_REPLICATION_FACTOR));
    }

    private SourceSettings sources() {
        return new SourceSettings(texts.written(SOURCE_TOPIC_ROOMS), texts.written(SOURCE_TOPIC_MESSAGES));
    }

    private EventSettings events() {
        return new EventSettings(texts.zone(REPORTING_TIMEZONE), texts.duration(EVENTS_MAX_FUTURE_SKEW));
    }

    private LifecycleSettings lifecycle() {
        return new LifecycleSettings(
                texts.number(CONDENSE_AFTER_DAYS),
                texts.number(RETENTION_DAYS),
                texts.number(WAITING_EVENTS_MAX),
                texts.number(WAITING_MAX_DAYS));
    }

    private HttpSettings http() {
        return new HttpSettings(
                texts.text(HTTP_HOST),
                texts.number(HTTP_PORT),
                texts.duration(READ_TIMEOUT),
                texts.duration(STANDBY_MAX_LAG),
                files.users(),
                texts.secret(ROCKETCHAT_WEBHOOK_TOKEN));
    }

    private AccessSettings access() {
        return new AccessSettings(
                texts.url(ROCKETCHAT_URL),
                texts.truth(ROCKETCHAT_PLAIN_HTTP),
                texts.number(RATE_LIMIT_PER_MINUTE),
                texts.number(SIGN_IN_FAILURES_PER_MINUTE));
    }

    private WebSettings web() {
        return new WebSettings(
                new LinkedHashSet<>(texts.list(CORS_ALLOWED_ORIGINS)),
                texts.written(HTTP_BASE_PATH).orElse(""),
                texts.number(HTTP_FORWARDED_COUNT));
    }

    private TlsSettings tls() {
        return new TlsSettings(files.certificate(), files.key(), files.authorities());
    }
}
