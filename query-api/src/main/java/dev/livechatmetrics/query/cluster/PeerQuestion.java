package dev.livechatmetrics.query.cluster;

import static dev.livechatmetrics.query.cluster.MessageReader.require;

import dev.livechatmetrics.streams.conversation.BinaryWriter;
import dev.livechatmetrics.streams.topology.InputPosition;
import dev.livechatmetrics.streams.topology.PartitionQuery;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one instance asks of another: a question with the boundaries of its points, so that nobody needs the same time
 * zone data, and the partitions that are meant.
 *
 * @param applicationId of whoever asks: an instance of another deployment must not answer
 */
record PeerQuestion<T>(String applicationId, PeerForm<T> form, SortedMap<Integer, PartitionAsk> asks) {
    private static final int MOST_PARTITIONS = 10_000;
    private static final int COPY_TOO = 1;

    static <T> PeerQuestion<T> of(String applicationId, PartitionQuery<T> query, Map<Integer, PartitionAsk> asks) {
        return new PeerQuestion<>(applicationId, PeerForm.of(query), new TreeMap<>(asks));
    }

    byte[] encode() {
        BinaryWriter writer = new BinaryWriter(256).writeByte(form.version());
        MessageParts.writeText(writer, applicationId);
        form.writeQuery(writer);
        writer.writeUnsigned(asks.size());
        asks.forEach((partition, ask) -> writer.writeUnsigned(partition)
                .writeByte(ask.copyToo() ? COPY_TOO : 0)
                .writeUnsigned(ask.atLeast().conversations())
                .writeUnsigned(ask.atLeast().messages()));
        return writer.toBytes();
    }

    static PeerQuestion<?> decode(byte[] bytes) throws MalformedMessageException {
        MessageReader reader = new MessageReader(bytes);
        int version = reader.readByte();
        PeerForm.requireKnown(version);
        String applicationId = reader.readText();
        return decode(applicationId, PeerForm.read(version, reader), reader);
    }

    private static <T> PeerQuestion<T> decode(String applicationId, PeerForm<T> form, MessageReader reader)
            throws MalformedMessageException {
        SortedMap<Integer, PartitionAsk> asks = new TreeMap<>();
        for (int rest = reader.readNumber(MOST_PARTITIONS); rest > 0; rest--) {
            int partition = reader.readNumber(MOST_PARTITIONS);
            boolean copyToo = reader.readByte() == COPY_TOO;
            InputPosition atLeast = new InputPosition(reader.readUnsigned(), reader.readUnsigned());
            require(asks.put(partition, new PartitionAsk(copyToo, atLeast)) == null, "it names a partition twice");
        }
        reader.end();
        require(!asks.isEmpty(), "it names no partition");
        return new PeerQuestion<>(applicationId, form, asks);
    }
}
