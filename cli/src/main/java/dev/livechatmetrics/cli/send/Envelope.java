package dev.livechatmetrics.cli.send;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** One record on its way to Kafka: topic, key and value as bytes; the arrays are not copied. */
public final class Envelope implements EnvelopeLine {
    private final EventTopic topic;
    private final byte[] key;
    private final byte[] value;

    /** {@code key}: UTF-8 or null; {@code value}: JSON, or null for a tombstone. */
    public Envelope(EventTopic topic, byte[] key, byte[] value) {
        this.topic = topic;
        this.key = key;
        this.value = value;
    }

    public EventTopic topic() {
        return topic;
    }

    /** UTF-8, or null. */
    public byte[] key() {
        return key;
    }

    /** JSON, or null for a tombstone. */
    public byte[] value() {
        return value;
    }

    /** The line that {@link EnvelopeParser} reads back, with its line feed; the value's bytes stand in it as they are. */
    public byte[] line() {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128 + (value == null ? 0 : value.length));
        line.writeBytes(ascii("{\"topic\":\"" + topic.wireName() + "\",\"key\":"));
        if (key == null) {
            line.writeBytes(ascii("null"));
        } else {
            line.write('"');
            line.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(new String(key, StandardCharsets.UTF_8)));
            line.write('"');
        }
        line.writeBytes(ascii(",\"value\":"));
        line.writeBytes(value == null ? ascii("null") : value);
        line.writeBytes(ascii("}\n"));
        return line.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
