package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.conversation.BinaryWriter;
import dev.livechatmetrics.streams.topology.Opening;
import dev.livechatmetrics.streams.topology.OpeningKey;
import dev.livechatmetrics.streams.topology.Openings;
import dev.livechatmetrics.streams.topology.OpeningsQuery;
import dev.livechatmetrics.streams.topology.Scope;
import java.util.ArrayList;
import java.util.List;

/** Conversations in the order of their openings. */
record OpeningsForm(OpeningsQuery query) implements PeerForm<Openings> {
    static final int KIND = 4;

    private static final int NONE = 0;
    private static final int ONE = 1;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void writeQuery(BinaryWriter writer) {
        writer.writeByte(KIND).writeSigned(query.fromMillis()).writeSigned(query.toMillis());
        MessageParts.writeScope(writer, query.scope());
        writeKey(writer, query.after());
        writer.writeUnsigned(query.most());
    }

    static OpeningsForm read(MessageReader reader) throws MalformedMessageException {
        long fromMillis = reader.readSigned();
        long toMillis = reader.readSigned();
        Scope scope = MessageParts.readScope(reader);
        OpeningKey after = readKey(reader);
        return new OpeningsForm(
                new OpeningsQuery(fromMillis, toMillis, scope, after, reader.readNumber(OpeningsQuery.MOST)));
    }

    @Override
    public void writeValue(BinaryWriter writer, Openings openings) {
        writer.writeUnsigned(openings.found().size());
        for (Opening opening : openings.found()) {
            writer.writeUnsigned(opening.key().atMillis());
            MessageParts.writeText(writer, opening.key().conversationId());
            MessageParts.writeText(writer, opening.department());
        }
        writeKey(writer, openings.end());
    }

    @Override
    public Openings readValue(MessageReader reader) throws MalformedMessageException {
        List<Opening> found = new ArrayList<>();
        for (int rest = reader.readNumber(query.most()); rest > 0; rest--) {
            OpeningKey key = new OpeningKey(reader.readUnsigned(), reader.readText());
            found.add(new Opening(key, reader.readText()));
        }
        return new Openings(found, readKey(reader));
    }

    private static void writeKey(BinaryWriter writer, OpeningKey key) {
        writer.writeByte(key == null ? NONE : ONE);
        if (key != null) {
            writer.writeUnsigned(key.atMillis());
            MessageParts.writeText(writer, key.conversationId());
        }
    }

    private static OpeningKey readKey(MessageReader reader) throws MalformedMessageException {
        return reader.readByte() == NONE ? null : new OpeningKey(reader.readUnsigned(), reader.readText());
    }
}
