package dev.livechatmetrics.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Where a dead letter says that it was, and why it is one; {@code cut} is null where nothing was cut. */
record DeadLetterHeaders(String topic, int partition, long offset, String reason, String cut) {
    private static final String PREFIX = "livechat.error.";

    static DeadLetterHeaders of(ConsumerRecord<byte[], byte[]> deadLetter) {
        String partition = text(deadLetter, "partition");
        String offset = text(deadLetter, "offset");
        assertThat(partition).as("partition").matches("\\d+");
        assertThat(offset).as("offset").matches("\\d+");
        return new DeadLetterHeaders(
                text(deadLetter, "topic"),
                Integer.parseInt(partition),
                Long.parseLong(offset),
                text(deadLetter, "reason"),
                text(deadLetter, "cut"));
    }

    /** The one place that it points at, as {@code topic-partition@offset}. */
    String place() {
        return topic + "-" + partition + "@" + offset;
    }

    static List<Header> others(ConsumerRecord<byte[], byte[]> deadLetter) {
        return java.util.Arrays.stream(deadLetter.headers().toArray())
                .filter(header -> !header.key().startsWith(PREFIX))
                .toList();
    }

    private static String text(ConsumerRecord<byte[], byte[]> deadLetter, String name) {
        Iterable<Header> headers = deadLetter.headers().headers(PREFIX + name);
        Header only = null;
        for (Header header : headers) {
            assertThat(only).as("a second %s", name).isNull();
            only = header;
        }
        return only == null ? null : new String(only.value(), UTF_8);
    }
}
