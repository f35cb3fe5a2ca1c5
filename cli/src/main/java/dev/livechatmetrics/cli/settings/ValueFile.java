package dev.livechatmetrics.cli.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The form {@code KEY_FILE}: the value of KEY is what the file holds, so that a secret need not be in the environment. */
final class ValueFile {
    static final String TAKES = "the path of a readable file that holds the value in UTF-8";

    private static final String SUFFIX = "_FILE";
    private static final int MOST_BYTES = 1 << 20;
    private static final Set<String> OWN_KEYS = Set.of(
            SettingKey.PEER_SECRET.name(),
            SettingKey.ROCKETCHAT_WEBHOOK_TOKEN.name(),
            SettingKey.KAFKA_BOOTSTRAP_SERVERS.name());

    private ValueFile() {}

    /**
     * The key whose value the file holds that the key of this name points to; nothing where the name is not of that
     * form. KAFKA_SASL_OAUTHBEARER_ASSERTION_FILE is not: Kafka has a property of that name.
     */
    static Optional<String> keyOf(String name) {
        if (!name.endsWith(SUFFIX) || SettingKey.named(name).isPresent()) {
            return Optional.empty();
        }
        String key = name.substring(0, name.length() - SUFFIX.length());
        boolean passedOn = PassedOnKey.of(key).isPresent()
                && !PassedOnKey.of(name).map(PassedOnKey::isKnown).orElse(false);
        return OWN_KEYS.contains(key) || passedOn ? Optional.of(key) : Optional.empty();
    }

    /** What the file holds without its last line end, or nothing where that cannot be read or is empty or huge. */
    static Optional<String> read(String path) {
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            String value = text.replaceFirst("\r?\n\\z", "");
            return bytes.length > MOST_BYTES || value.isEmpty() ? Optional.empty() : Optional.of(value);
        } catch (IOException | InvalidPathException unreadable) {
            return Optional.empty();
        }
    }
}
