package dev.livechatmetrics.streams.runtime;

import dev.livechatmetrics.streams.topology.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics as they are in Kafka, created where absent.
 *
 * @param partitions of each topic of events
 * @param maxDeadLetterBytes the largest batch that the topic of dead letters takes
 * @param created names of the topics that did not exist
 * @param warnings about settings that work but lose history
 */
public record Topics(int partitions, int maxDeadLetterBytes, List<String> created, List<String> warnings) {
    private static final int TIMEOUT_SECONDS = 15;
    private static final Map<String, String> CREATED_WITH = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG, "-1",
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");

    public Topics {
        created = List.copyOf(created);
        warnings = List.copyOf(warnings);
    }

    /**
     * Checks the topics that are there and then creates those that are absent.
     *
     * @throws PipelineException where Kafka cannot be reached or a topic's settings would lose events
     * @throws ClientSettingsException where no client starts with the settings
     */
    static Topics prepare(PipelineConfig config) {
        Properties properties = new Properties();
        properties.putAll(config.kafka());
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        properties.putIfAbsent(AdminClientConfig.CLIENT_ID_CONFIG, config.applicationId() + "-topics");
        Admin admin = admin(properties, config);
        try {
            return prepare(admin, config);
        } finally {
            // Without a limit it would wait a minute for an answer that nobody waits for any more.
            admin.close(Duration.ZERO);
        }
    }

    private static Admin admin(Properties properties, PipelineConfig config) {
        try {
            return Admin.create(properties);
        } catch (KafkaException refused) {
            throw ClientRefusal.of(refused, config);
        }
    }

    private static Topics prepare(Admin admin, PipelineConfig config) {
        TopicNames names = config.topics();
        Map<String, TopicDescription> existing = new LinkedHashMap<>();
        for (String name : List.of(names.conversations(), names.messages(), names.deadLetters())) {
            TopicDescription description = describe(admin, config, name);
            if (description != null) {
                existing.put(name, description);
            }
        }
        // All that is there is judged before anything is made: a start that is refused leaves nothing behind.
        List<String> problems = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        int partitions = partitions(config, existing, problems);
        checkSources(admin, config, problems);
        for (String name : List.of(names.conversations(), names.messages())) {
            if (existing.containsKey(name)) {
                check(name, configOf(admin, config, name), problems, warnings);
            }
        }
        if (!problems.isEmpty()) {
            throw new PipelineException(String.join(System.lineSeparator(), problems));
        }
        List<String> created = new ArrayList<>();
        for (String name : List.of(names.conversations(), names.messages(), names.deadLetters())) {
            if (!existing.containsKey(name)) {
                create(admin, config, name, name.equals(names.deadLetters()) ? config.partitions() : partitions);
                created.add(name);
            }
        }
        for (String name : created) {
            awaitVisible(admin, config, name);
        }
        int maxBytes = Integer.parseInt(configOf(admin, config, names.deadLetters())
                .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                .value());
        return new Topics(partitions, maxBytes, created, warnings);
    }

    /** They are the connector's to make: it knows how many partitions it wants. */
    private static void checkSources(Admin admin, PipelineConfig config, List<String> problems) {
        config.sources().rooms().ifPresent(name -> checkSource(admin, config, "SOURCE_TOPIC_ROOMS", name, problems));
        config.sources()
                .messages()
                .ifPresent(name -> checkSource(admin, config, "SOURCE_TOPIC_MESSAGES", name, problems));
    }

    private static void checkSource(
            Admin admin, PipelineConfig config, String key, String name, List<String> problems) {
        if (describe(admin, config, name) == null) {
            problems.add(
                    ("The topic %s, which %s names, does not exist in Kafka at %s. Start the connector that writes it"
                                    + " first, or create the topic, or leave %s unset.")
                            .formatted(name, key, config.bootstrapServers(), key));
        }
    }

    /** The number that both topics of events have or get. */
    private static int partitions(
            PipelineConfig config, Map<String, TopicDescription> existing, List<String> problems) {
        TopicDescription conversations = existing.get(config.topics().conversations());
        TopicDescription messages = existing.get(config.topics().messages());
        if (conversations == null && messages == null) {
            return config.partitions();
        }
        if (conversations == null || messages == null) {
            return (conversations == null ? messages : conversations)
                    .partitions()
                    .size();
        }
        int ofConversations = conversations.partitions().size();
        int ofMessages = messages.partitions().size();
        if (ofConversations != ofMessages) {
            problems.add(
                    "The topics %s and %s have %d and %d partitions, but a conversation's events must meet in one partition. "
                                    .formatted(conversations.name(), messages.name(), ofConversations, ofMessages)
                            + "Create two topics with the same number and name them in TOPIC_CONVERSATIONS and TOPIC_MESSAGES. "
                            + "(Adding partitions to the smaller one moves keys: events already in it would be split.)");
        }
        return ofConversations;
    }

    private static void check(String name, Config topic, List<String> problems, List<String> warnings) {
        String cleanup = topic.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
        if (cleanup.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            problems.add(("The topic %s has cleanup.policy=%s: compaction keeps only the last event of each "
                            + "conversation. Set it to delete (kafka-configs.sh --bootstrap-server … --alter --entity-type topics --entity-name %s "
                            + "--add-config cleanup.policy=delete), or name another topic.")
                    .formatted(name, cleanup, name));
        }
        long retentionMillis =
                Long.parseLong(topic.get(TopicConfig.RETENTION_MS_CONFIG).value());
        long retentionBytes =
                Long.parseLong(topic.get(TopicConfig.RETENTION_BYTES_CONFIG).value());
        if (retentionMillis >= 0 || retentionBytes >= 0) {
            warnings.add(
                    ("The topic %s keeps events only for a while (retention.ms=%d, retention.bytes=%d): what has left it "
                                    + "cannot be replayed. To keep all, set both to -1 (kafka-configs.sh --bootstrap-server … --alter --entity-type topics "
                                    + "--entity-name %s --add-config retention.ms=-1,retention.bytes=-1).")
                            .formatted(name, retentionMillis, retentionBytes, name));
        }
    }

    private static TopicDescription describe(Admin admin, PipelineConfig config, String name) {
        try {
            return get(
                    config,
                    "describe the topic " + name,
                    admin.describeTopics(List.of(name)).topicNameValues().get(name));
        } catch (PipelineException failure) {
            if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw failure;
        }
    }

    private static void create(Admin admin, PipelineConfig config, String name, int partitions) {
        NewTopic topic = new NewTopic(name, partitions, config.replicationFactor()).configs(CREATED_WITH);
        try {
            get(
                    config,
                    "create the topic " + name,
                    admin.createTopics(List.of(topic)).all());
        } catch (PipelineException failure) {
            // Another instance that starts now was quicker.
            if (!(failure.getCause() instanceof TopicExistsException)) {
                throw failure;
            }
        }
    }

    /** A broker may answer for a while after a topic's creation that it does not know it. */
    private static void awaitVisible(Admin admin, PipelineConfig config, String name) {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (describe(admin, config, name) == null) {
            if (System.nanoTime() > deadlineNanos) {
                throw new PipelineException("Kafka at %s created the topic %s but does not know it after %d s."
                        .formatted(config.bootstrapServers(), name, TIMEOUT_SECONDS));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static Config configOf(Admin admin, PipelineConfig config, String name) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        return onceKnown(
                () -> get(
                        config,
                        "read the settings of the topic " + name,
                        admin.describeConfigs(List.of(resource)).values().get(resource)),
                Duration.ofSeconds(TIMEOUT_SECONDS));
    }

    /** Of several brokers one may know a topic that was just created, and another, which is asked next, not yet. */
    static <T> T onceKnown(Supplier<T> asking, Duration patience) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return asking.get();
            } catch (PipelineException failure) {
                boolean known = !(failure.getCause() instanceof UnknownTopicOrPartitionException);
                if (known || System.nanoTime() - deadlineNanos > 0) {
                    throw failure;
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static <T> T get(PipelineConfig config, String action, KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            throw new PipelineException(refusal(config, action, cause), cause);
        } catch (TimeoutException timeout) {
            throw new PipelineException(
                    "Kafka at %s did not answer within %d s (to %s). Check KAFKA_BOOTSTRAP_SERVERS, and that the brokers' advertised listeners can be reached from here."
                            .formatted(config.bootstrapServers(), TIMEOUT_SECONDS, action),
                    timeout);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PipelineException("Interrupted while waiting for Kafka to " + action, interrupted);
        }
    }

    private static String refusal(PipelineConfig config, String action, Throwable cause) {
        if (cause instanceof SslAuthenticationException) {
            return "Kafka at %s and this instance do not trust each other (to %s). Check KAFKA_SSL_TRUSTSTORE_LOCATION, and KAFKA_SSL_KEYSTORE_LOCATION where the brokers ask for a certificate."
                    .formatted(config.bootstrapServers(), action);
        }
        if (cause instanceof AuthenticationException) {
            return "Kafka at %s does not accept who this instance says it is (to %s). Check KAFKA_SASL_MECHANISM and the user and password of KAFKA_SASL_JAAS_CONFIG."
                    .formatted(config.bootstrapServers(), action);
        }
        if (cause instanceof AuthorizationException) {
            return "Kafka at %s does not allow this instance to %s. ./livechat-metrics acls --principal User:NAME prints the commands that allow what it needs."
                    .formatted(config.bootstrapServers(), action);
        }
        // Errors that brokers answer with often have no message of their own.
        String reason = cause.getMessage() == null || cause.getMessage().isBlank()
                ? cause.getClass().getSimpleName()
                : cause.getMessage();
        return "Kafka at %s did not %s: %s".formatted(config.bootstrapServers(), action, reason);
    }
}
