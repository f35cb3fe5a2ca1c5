package dev.livechatmetrics.streams.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import javax.security.auth.login.LoginException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/**
 * Tells in our words why a client of Kafka did not start. Kafka's own may quote a part of a password, so that of them
 * nothing is kept but the names of the settings.
 */
final class ClientRefusal {
    private ClientRefusal() {}

    static RuntimeException of(KafkaException refusal, PipelineConfig config) {
        Throwable root = refusal;
        StringBuilder said = new StringBuilder();
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            said.append(cause.getMessage()).append('\n');
            root = cause;
        }
        if (root instanceof ConfigException && said.indexOf(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG) >= 0) {
            return new PipelineException(
                    "None of the hosts in KAFKA_BOOTSTRAP_SERVERS (" + config.bootstrapServers()
                            + ") is known here. Check how they are spelled, and that their names can be resolved on this machine.");
        }
        String what = "Kafka's clients cannot start with " + String.join(", ", keys(config, said.toString())) + " ("
                + root.getClass().getSimpleName() + "). ";
        // The one failure that may lie with someone else: the service that gives out tickets or tokens.
        return root instanceof LoginException
                ? new PipelineException(what + "Check these values, and that the login that they describe works.")
                : new ClientSettingsException(what + "Check these values, and that they go together.");
    }

    /** Those that Kafka names, or else all that are set. */
    private static List<String> keys(PipelineConfig config, String said) {
        List<String> all = new ArrayList<>();
        List<String> named = new ArrayList<>();
        for (String property : new TreeSet<>(config.kafka().keySet())) {
            add("KAFKA_", property, said, all, named);
        }
        for (String property : new TreeSet<>(config.streams().keySet())) {
            add("STREAMS_", property, said, all, named);
        }
        if (all.isEmpty()) {
            return List.of("KAFKA_BOOTSTRAP_SERVERS");
        }
        return named.isEmpty() ? all : named;
    }

    private static void add(String prefix, String property, String said, List<String> all, List<String> named) {
        String key = prefix + property.toUpperCase(Locale.ROOT).replace('.', '_');
        all.add(key);
        if (said.contains(property)) {
            named.add(key);
        }
    }
}
