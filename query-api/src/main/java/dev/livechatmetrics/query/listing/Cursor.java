package dev.livechatmetrics.query.listing;

import dev.livechatmetrics.streams.topology.OpeningKey;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Where a list goes on, as a text that means nothing to whoever sends it back. */
public final class Cursor {
    private Cursor() {}

    public static String text(OpeningKey key) {
        byte[] id = key.conversationId().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = ByteBuffer.allocate(Long.BYTES + id.length)
                .putLong(key.atMillis())
                .put(id)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Empty where it is none. */
    public static Optional<OpeningKey> read(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() <= Long.BYTES) {
                return Optional.empty();
            }
            long atMillis = bytes.getLong();
            String id = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return atMillis < 0 ? Optional.empty() : Optional.of(new OpeningKey(atMillis, id));
        } catch (IllegalArgumentException | CharacterCodingException notOne) {
            return Optional.empty();
        }
    }
}
