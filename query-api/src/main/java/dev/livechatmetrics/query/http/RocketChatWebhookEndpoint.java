package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.source.WebhookIntake;
import dev.livechatmetrics.schemas.rocketchat.WebhookType;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Semaphore;

/**
 * Rocket.Chat's Omnichannel webhooks. Rocket.Chat takes 200 alone for done, sends again after 429 and from 500 on, and
 * after anything else gives up and writes the answer into its log. What it gets with 200 it keeps in the room.
 */
final class RocketChatWebhookEndpoint implements Handler {
    static final String PATH = "/api/v1/sources/rocketchat/webhook";
    static final String TOKEN_HEADER = "X-RocketChat-Livechat-Token";

    /** A conversation of 10,000 messages, all of which come with its close. */
    static final int MOST_BYTES = 16 << 20;

    /** At a time: their bodies are in memory, and where Kafka is slow, charts need threads too. */
    private static final int MOST_AT_A_TIME = 16;

    private static final String DONE = "{\"success\":true}";
    private static final String UNAUTHORIZED = "unauthorized";

    private final WebhookIntake intake;
    private final Metrics metrics;
    private final Semaphore room = new Semaphore(MOST_AT_A_TIME);

    RocketChatWebhookEndpoint(WebhookIntake intake, Metrics metrics) {
        this.intake = intake;
        this.metrics = metrics;
    }

    @Override
    public void handle(Context context) throws IOException {
        if (!intake.isToken(context.header(TOKEN_HEADER))) {
            metrics.webhook(WebhookType.OTHER.wireName(), UNAUTHORIZED);
            ErrorBody.NOT_ROCKET_CHAT.send(context);
        } else if (!room.tryAcquire()) {
            count(WebhookType.OTHER, WebhookIntake.Outcome.UNAVAILABLE);
            ErrorBody.WEBHOOK_NOT_STORED.send(context);
        } else {
            try {
                take(context);
            } finally {
                room.release();
            }
        }
    }

    private void take(Context context) throws IOException {
        byte[] body = context.req().getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            count(WebhookType.OTHER, WebhookIntake.Outcome.REFUSED);
            ErrorBody.TOO_LARGE.send(context);
            return;
        }
        WebhookIntake.Taken taken = intake.take(body);
        count(taken.type(), taken.outcome());
        switch (taken.outcome()) {
            case STORED, NOTHING ->
                context.header("Cache-Control", "no-store")
                        .contentType(ErrorBody.CONTENT_TYPE)
                        .result(DONE);
            case REFUSED -> ErrorBody.invalidWebhook(taken.reason()).send(context);
            case UNAVAILABLE -> ErrorBody.WEBHOOK_NOT_STORED.send(context);
        }
    }

    private void count(WebhookType type, WebhookIntake.Outcome outcome) {
        metrics.webhook(type.wireName(), outcome.name().toLowerCase(Locale.ROOT));
    }
}
