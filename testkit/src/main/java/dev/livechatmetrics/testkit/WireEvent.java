package dev.livechatmetrics.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * One record as it goes over the wire. {@code topic} is the short name, {@code conversations} or {@code messages}; a
 * null {@code value} is a tombstone. Equal when the bytes are equal.
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are what Kafka carries; equality is by content, below
public record WireEvent(String topic, byte[] key, byte[] value) {

    public static final String CONVERSATIONS = "conversations";
    public static final String MESSAGES = "messages";

    /** Both texts in UTF-8; either may be null. */
    public static WireEvent of(String topic, String key, String json) {
        return new WireEvent(
                topic, key == null ? null : key.getBytes(UTF_8), json == null ? null : json.getBytes(UTF_8));
    }

    public static WireEvent tombstone(String conversationId) {
        return of(CONVERSATIONS, conversationId, null);
    }

    /** The key as text; the record must have one. */
    public String keyText() {
        return new String(key, UTF_8);
    }

    /**
     * The JSON Lines form, {@code {"topic":…,"key":…,"value":…}}, on one line and without a line break at its end. Only
     * for records whose key is UTF-8 and whose value is JSON or null: the value is copied as it is.
     */
    public String toLine() {
        // A line break in JSON can only be white space between tokens, so a space says the same.
        String json = value == null
                ? "null"
                : new String(value, UTF_8).replace('\n', ' ').replace('\r', ' ');
        String keyJson = key == null ? "null" : JsonText.quote(keyText());
        return "{\"topic\":" + JsonText.quote(topic) + ",\"key\":" + keyJson + ",\"value\":" + json + "}";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WireEvent that
                && topic.equals(that.topic)
                && Arrays.equals(key, that.key)
                && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * topic.hashCode() + Arrays.hashCode(key)) + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return topic + " " + (key == null ? null : keyText()) + " " + (value == null ? null : new String(value, UTF_8));
    }
}
