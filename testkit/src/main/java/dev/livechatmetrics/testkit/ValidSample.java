package dev.livechatmetrics.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** One valid event, still open to being spoilt: the starting point of every broken record. */
record ValidSample(EventKind kind, String conversationId, JsonText json, long nowMillis) {

    private static final long MONTH_MILLIS = 30L * 24 * 3_600_000;

    /** Of any of these kinds, with every field its kind may have and dated within the month before {@code nowMillis}. */
    static ValidSample of(List<EventKind> kinds, Random random, long nowMillis) {
        EventKind kind = RandomTexts.pick(kinds, random);
        String conversationId = "broken-" + random.nextInt(1000) + (random.nextInt(4) == 0 ? "\u00e9\ud83d\ude00" : "");
        long atMillis = nowMillis - 1 - (long) (random.nextDouble() * MONTH_MILLIS);
        JsonText json = new JsonText()
                .text("type", kind.type)
                .text(kind.identityField, "id-" + Long.toHexString(random.nextLong()))
                .text("conversationId", conversationId)
                .text("occurredAt", RandomTimes.written(atMillis, random));
        switch (kind) {
            case OPENED, QUEUED -> json.text("departmentId", "sales");
            case ASSIGNED -> json.text("agentId", "agent-1");
            case TRANSFERRED -> json.text("departmentId", "sales").text("agentId", "agent-1");
            case CLOSED -> json.text("closedBy", "agent");
            case SENT -> json.text("sender", "visitor").text("senderId", "v1");
            case EDITED, MESSAGE_DELETED -> json.text("messageId", "m1");
            case REOPENED, DELETED -> {}
        }
        return new ValidSample(kind, conversationId, json, nowMillis);
    }

    static ValidSample any(Random random, long nowMillis) {
        return of(Arrays.asList(EventKind.values()), random, nowMillis);
    }

    /** The sample as it now stands, under its own key. */
    WireEvent record() {
        return record(json.compact());
    }

    /** Another value under the sample's key. */
    WireEvent record(String value) {
        return WireEvent.of(kind.topic, conversationId, value);
    }

    /** Another value under the sample's key. */
    WireEvent record(byte[] value) {
        return new WireEvent(kind.topic, record().key(), value);
    }
}
