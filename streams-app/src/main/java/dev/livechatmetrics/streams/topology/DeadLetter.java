package dev.livechatmetrics.streams.topology;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Makes the record for the topic of dead letters: the original one with headers that say where it was and why it was
 * refused, cut where it would be larger than the topic takes, which would end the thread that sends it. What is cut is
 * named in a header: the value, or, where they leave no room for any of it, the original headers and the key.
 *
 * <p>The constants name the headers; their values are texts in UTF-8.
 */
public final class DeadLetter {
    /** What their names begin with; no other header of a dead letter does. */
    public static final String PREFIX = "livechat.error.";

    public static final String TOPIC = PREFIX + "topic";
    public static final String PARTITION = PREFIX + "partition";
    public static final String OFFSET = PREFIX + "offset";
    /** A {@link dev.livechatmetrics.schemas.event.Reason} and, after a blank, the field where there is one. */
    public static final String REASON = PREFIX + "reason";
    /** What was cut, and how long it was; there where anything was. */
    public static final String CUT = PREFIX + "cut";

    /** More than a batch of one record takes beside key, value and headers. */
    private static final int OVERHEAD_BYTES = 256;

    private static final int HEADER_OVERHEAD_BYTES = 10;

    /**
     * The broker measures the compressed batch, and what cannot be compressed grows: by 4 bytes in 64 KiB with lz4, and
     * by 10 in 32 KiB with the worst of the others.
     */
    private static final int GROWTH_DIVISOR = 1_024;

    private DeadLetter() {}

    /** {@code maxBytes}: the largest record that the topic and the producer take. */
    static Record<byte[], byte[]> of(
            Record<byte[], byte[]> original, RecordMetadata origin, String reason, int maxBytes) {
        List<Header> kept = new ArrayList<>();
        for (Header header : original.headers()) {
            // A dead letter that was sent again and refused again says where it came from this time.
            if (!header.key().startsWith(PREFIX)) {
                kept.add(header);
            }
        }
        Headers headers = new RecordHeaders();
        add(headers, TOPIC, origin.topic());
        add(headers, PARTITION, Integer.toString(origin.partition()));
        add(headers, OFFSET, Long.toString(origin.offset()));
        add(headers, REASON, reason);

        byte[] key = original.key();
        byte[] value = original.value();
        int room = maxBytes - OVERHEAD_BYTES - maxBytes / GROWTH_DIVISOR - size(headers);
        int keptBytes = kept.stream().mapToInt(DeadLetter::size).sum();
        List<String> cuts = new ArrayList<>();
        if (length(key) + keptBytes > room && keptBytes > 0) {
            cuts.add("headers from " + keptBytes + " bytes");
            kept.clear();
            keptBytes = 0;
        }
        if (length(key) > room) {
            cuts.add("key from " + length(key) + " bytes");
            key = Arrays.copyOf(key, room);
        }
        int valueRoom = room - length(key) - keptBytes;
        if (length(value) > valueRoom) {
            cuts.add("value from " + length(value) + " bytes");
            value = Arrays.copyOf(value, valueRoom);
        }
        kept.forEach(headers::add);
        if (!cuts.isEmpty()) {
            add(headers, CUT, String.join(", ", cuts));
        }
        return new Record<>(key, value, original.timestamp(), headers);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static int size(Headers headers) {
        int bytes = 0;
        for (Header header : headers) {
            bytes += size(header);
        }
        return bytes;
    }

    private static int size(Header header) {
        return HEADER_OVERHEAD_BYTES + 3 * header.key().length() + length(header.value());
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
