package dev.livechatmetrics.query.cluster;

import static dev.livechatmetrics.query.cluster.MessageReader.require;

import dev.livechatmetrics.streams.conversation.BinaryWriter;
import dev.livechatmetrics.streams.runtime.Partial;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.runtime.PartitionRead.Answer;
import dev.livechatmetrics.streams.runtime.PartitionRead.Missing;
import dev.livechatmetrics.streams.topology.InputPosition;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an instance answers another, in the version of the question: one result for each partition that it was asked for.
 */
record PeerAnswer<T>(PeerForm<T> form, Map<Integer, PartitionRead<Partial<T>>> reads) {
    private static final int MISSING = 0;
    private static final int ANSWER = 1;
    private static final int LONGEST_REASON = 1_000;

    byte[] encode() {
        BinaryWriter writer = new BinaryWriter(1_024).writeByte(form.version());
        if (form instanceof ChartForm chart) {
            writer.writeUnsigned(chart.points());
        }
        writer.writeUnsigned(reads.size());
        new TreeMap<>(reads).forEach((partition, read) -> {
            writer.writeUnsigned(partition);
            if (read instanceof Answer<Partial<T>> answer) {
                writer.writeByte(ANSWER);
                write(writer, answer.value());
            } else {
                String reason = ((Missing<Partial<T>>) read).reason();
                writer.writeByte(MISSING);
                writer.writeSized(reason.substring(0, Math.min(LONGEST_REASON, reason.length()))
                        .getBytes(StandardCharsets.UTF_8));
            }
        });
        return writer.toBytes();
    }

    private void write(BinaryWriter writer, Partial<T> answer) {
        writer.writeUnsigned(answer.position().conversations())
                .writeUnsigned(answer.position().messages())
                .writeUnsigned(answer.staleMillis());
        form.writeValue(writer, answer.value());
    }

    /** {@code form}: of the question. */
    static <T> PeerAnswer<T> decode(byte[] bytes, PeerForm<T> form) throws MalformedMessageException {
        MessageReader reader = new MessageReader(bytes);
        int version = reader.readByte();
        require(
                version == form.version(),
                "it has version " + version + ", and the question was of version " + form.version());
        if (form instanceof ChartForm chart) {
            require(reader.readUnsigned() == chart.points(), "it has another number of points");
        }
        Map<Integer, PartitionRead<Partial<T>>> reads = new TreeMap<>();
        for (long rest = reader.readUnsigned(); rest > 0; rest--) {
            int partition = reader.readNumber(Integer.MAX_VALUE);
            PartitionRead<Partial<T>> read = reader.readByte() == ANSWER
                    ? new Answer<>(readPartial(reader, form))
                    : new Missing<>(reader.readText());
            require(reads.put(partition, read) == null, "it answers a partition twice");
        }
        reader.end();
        return new PeerAnswer<>(form, reads);
    }

    private static <T> Partial<T> readPartial(MessageReader reader, PeerForm<T> form) throws MalformedMessageException {
        InputPosition position = new InputPosition(reader.readUnsigned(), reader.readUnsigned());
        long staleMillis = reader.readUnsigned();
        return new Partial<>(form.readValue(reader), position, staleMillis);
    }
}
