package dev.livechatmetrics.cli.settings;

import dev.livechatmetrics.cli.settings.PassedOnKey.Receiver;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.utils.AppInfoParser;

/** The properties that are passed on to Kafka, by receiver: checked where Kafka knows them, warned about where not. */
final class PassedOnProperties {
    private final Map<Receiver, SortedMap<String, String>> properties;

    private PassedOnProperties(Map<Receiver, SortedMap<String, String>> properties) {
        this.properties = properties;
    }

    static PassedOnProperties of(Map<String, String> texts, Findings findings) {
        Map<Receiver, SortedMap<String, String>> properties = new TreeMap<>();
        for (Receiver receiver : Receiver.values()) {
            properties.put(receiver, new TreeMap<>());
        }
        texts.forEach((name, text) -> PassedOnKey.of(name).ifPresent(key -> {
            check(key, text, findings);
            properties.get(key.receiver()).put(key.property(), text);
        }));
        for (Receiver receiver : Receiver.values()) {
            checkTimeouts(receiver, properties, findings);
        }
        return new PassedOnProperties(properties);
    }

    SortedMap<String, String> of(Receiver receiver) {
        return properties.get(receiver);
    }

    /** An admin client refuses to start where it would give up sooner than one of its requests does. */
    private static void checkTimeouts(
            Receiver receiver, Map<Receiver, SortedMap<String, String>> properties, Findings findings) {
        String total = properties.get(receiver).get(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG);
        String request = Stream.of(receiver, Receiver.EVERY_CLIENT)
                .map(source -> properties.get(source).get(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> KafkaDefinitions.adminDefault(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG));
        if (total != null && isLess(total, request)) {
            findings.mistake(Mistake.of(
                    receiver.keyOf(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG),
                    "no less than " + receiver.keyOf(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG) + ", which is "
                            + request,
                    total));
        }
    }

    /** False where one is no number, which is a mistake of its own. */
    private static boolean isLess(String one, String other) {
        try {
            return Long.parseLong(one.strip()) < Long.parseLong(other.strip());
        } catch (NumberFormatException notOne) {
            return false;
        }
    }

    private static void check(PassedOnKey key, String text, Findings findings) {
        Optional<String> refusal = key.refusal();
        if (refusal.isPresent()) {
            findings.mistake(Mistake.of(key.name(), "no value here: " + refusal.get(), text));
        } else if (!key.isKnown()) {
            findings.warning(key.name() + " is passed on, though no part of Kafka " + AppInfoParser.getVersion()
                    + " knows " + key.property());
        } else {
            key.flaw(text).ifPresent(takes -> findings.mistake(Mistake.of(key.name(), takes, text)));
        }
    }
}
