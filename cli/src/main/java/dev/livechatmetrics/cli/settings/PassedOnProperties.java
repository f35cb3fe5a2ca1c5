package dev.livechatmetrics.cli.settings;

import dev.livechatmetrics.cli.settings.PassedOnKey.Receiver;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
        return new PassedOnProperties(properties);
    }

    SortedMap<String, String> of(Receiver receiver) {
        return properties.get(receiver);
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
