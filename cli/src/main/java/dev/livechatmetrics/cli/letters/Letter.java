package dev.livechatmetrics.cli.letters;

import dev.livechatmetrics.streams.topology.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A dead letter, with what its headers say. A record that something else wrote into the topic may lack any of it.
 *
 * @param reason a code and, after a blank, the field where there is one; or null
 * @param topic where the original is; or null
 * @param partition of that topic; or null
 * @param offset of the original there; or null
 * @param cut whether any of the original is missing
 */
record Letter(
        ConsumerRecord<byte[], byte[]> record,
        String reason,
        String topic,
        Integer partition,
        Long offset,
        boolean cut) {

    static Letter of(ConsumerRecord<byte[], byte[]> record) {
        Long partition = number(text(record, DeadLetter.PARTITION));
        return new Letter(
                record,
                text(record, DeadLetter.REASON),
                text(record, DeadLetter.TOPIC),
                partition == null || partition > Integer.MAX_VALUE ? null : partition.intValue(),
                number(text(record, DeadLetter.OFFSET)),
                record.headers().lastHeader(DeadLetter.CUT) != null);
    }

    /** The reason without its field; "" where there is none. */
    String code() {
        return reason == null ? "" : reason.split(" ", 2)[0];
    }

    /** When it was set aside, unless the topic keeps the original's time. */
    Instant time() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /** The original's headers. */
    List<Header> originalHeaders() {
        List<Header> originals = new ArrayList<>();
        for (Header header : record.headers()) {
            if (!header.key().startsWith(DeadLetter.PREFIX)) {
                originals.add(header);
            }
        }
        return originals;
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static Long number(String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }
}
