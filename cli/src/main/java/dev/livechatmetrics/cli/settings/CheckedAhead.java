package dev.livechatmetrics.cli.settings;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/** Properties that Kafka's definitions take whatever they hold, and at which its clients fail: checked before any starts. */
enum CheckedAhead {
    JAAS(
            SaslConfigs.SASL_JAAS_CONFIG,
            "one login module, a flag, options and a semicolon: class required name=\"value\"; (before a quotation mark or"
                    + " a backslash within a value stands a backslash)",
            CheckedAhead::isJaas),
    KEYSTORE(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, "the path of a readable file", CheckedAhead::isReadable),
    TRUSTSTORE(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, "the path of a readable file", CheckedAhead::isReadable);

    private final String property;
    private final String takes;

    @SuppressWarnings("ImmutableEnumChecker") // references to methods without state
    private final Predicate<String> check;

    CheckedAhead(String property, String takes, Predicate<String> check) {
        this.property = property;
        this.takes = takes;
        this.check = check;
    }

    /** What the property takes, if the value is not that; {@code property} may be for one of Streams' clients. */
    static Optional<String> flaw(String property, String value) {
        String name = StreamsPrefix.of(property)
                .map(prefix -> prefix.cutFrom(property))
                .orElse(property);
        for (CheckedAhead checked : values()) {
            if (checked.property.equals(name) && !checked.check.test(value)) {
                return Optional.of(checked.takes);
            }
        }
        return Optional.empty();
    }

    private static boolean isJaas(String text) {
        try {
            JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(text)));
            return true;
        } catch (RuntimeException refused) {
            return false; // its message may quote a part of a password
        }
    }

    private static boolean isReadable(String path) {
        try {
            return Files.isReadable(Path.of(path));
        } catch (InvalidPathException notOne) {
            return false;
        }
    }
}
