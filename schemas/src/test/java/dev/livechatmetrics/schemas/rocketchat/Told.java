package dev.livechatmetrics.schemas.rocketchat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.livechatmetrics.schemas.event.EventEncoder;
import java.util.List;

/** What documents and webhooks say, in short: events as JSON without what all of them repeat. */
final class Told {
    private Told() {}

    static List<String> room(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        return told(RocketChat.room(bytes, 0, bytes.length));
    }

    static List<String> message(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        return told(RocketChat.message(bytes, 0, bytes.length));
    }

    static List<String> webhook(String json) {
        return told(RocketChat.webhook(json.getBytes(UTF_8)).mapped());
    }

    static List<String> told(Mapped mapped) {
        if (mapped instanceof Mapped.Events events) {
            return events.events().stream()
                    .map(event -> new String(EventEncoder.encode(event), UTF_8)
                            .replace("\"conversationId\":\"R\",", "")
                            .replace("\"occurredAt\":\"2025-10-01T", "\"at\":\"")
                            .replace('"', '\''))
                    .toList();
        }
        if (mapped instanceof Mapped.Removed removed) {
            return List.of("removed: " + removed.conversationId());
        }
        return List.of(
                mapped instanceof Mapped.Refused refused
                        ? "refused: " + refused.reason()
                        : "nothing: " + ((Mapped.Nothing) mapped).why());
    }
}
