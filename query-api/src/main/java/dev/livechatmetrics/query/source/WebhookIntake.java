package dev.livechatmetrics.query.source;

import dev.livechatmetrics.schemas.rocketchat.Mapped;
import dev.livechatmetrics.schemas.rocketchat.RocketChat;
import dev.livechatmetrics.schemas.rocketchat.WebhookType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Takes Omnichannel webhooks of the Rocket.Chat that knows the token. There is nowhere to put them until a log is
 * attached: the topics are checked, and created, when the pipeline starts.
 */
public final class WebhookIntake {
    private final byte[] tokenHash;
    private volatile EventLog log = events -> false;

    public WebhookIntake(String token) {
        this.tokenHash = hash(token);
    }

    /** From now on, events go there. */
    public void attach(EventLog events) {
        log = events;
    }

    /** What became of a webhook, and its type; {@code reason} only where it was refused. */
    public record Taken(WebhookType type, Outcome outcome, String reason) {}

    public enum Outcome {
        /** Its events are kept. */
        STORED,
        /** It carries nothing for the metrics, or is a test. */
        NOTHING,
        /** It is not what it should be; sent again, it would not be either. */
        REFUSED,
        /** It should be sent again. */
        UNAVAILABLE
    }

    /** Whether that is the token; null is not. Takes the same time wherever the two differ, whatever their lengths. */
    public boolean isToken(String text) {
        return text != null && MessageDigest.isEqual(tokenHash, hash(text));
    }

    /** Blocks until it is known whether the events are kept, for some seconds at most. */
    public Taken take(byte[] body) {
        RocketChat.ReadWebhook webhook = RocketChat.webhook(body);
        Mapped mapped = webhook.mapped();
        if (mapped instanceof Mapped.Refused refused) {
            return new Taken(webhook.type(), Outcome.REFUSED, refused.reason());
        }
        Outcome outcome = mapped instanceof Mapped.Events events
                ? log.append(events.events()) ? Outcome.STORED : Outcome.UNAVAILABLE
                : Outcome.NOTHING;
        return new Taken(webhook.type(), outcome, null);
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
