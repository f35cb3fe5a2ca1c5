package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.conversation.BinaryWriter;
import dev.livechatmetrics.streams.conversation.Contribution;
import dev.livechatmetrics.streams.topology.FiguresQuery;
import dev.livechatmetrics.streams.topology.OpeningsQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What conversations contribute, each by its id. */
record FiguresForm(FiguresQuery query) implements PeerForm<Map<String, Contribution>> {
    static final int KIND = 5;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void writeQuery(BinaryWriter writer) {
        writer.writeByte(KIND).writeUnsigned(query.conversationIds().size());
        query.conversationIds().forEach(id -> MessageParts.writeText(writer, id));
    }

    static FiguresForm read(MessageReader reader) throws MalformedMessageException {
        List<String> ids = new ArrayList<>();
        for (int rest = reader.readNumber(OpeningsQuery.MOST); rest > 0; rest--) {
            ids.add(reader.readText());
        }
        return new FiguresForm(new FiguresQuery(ids));
    }

    @Override
    public void writeValue(BinaryWriter writer, Map<String, Contribution> figures) {
        writer.writeUnsigned(figures.size());
        figures.forEach((id, contribution) -> {
            MessageParts.writeText(writer, id);
            MessageParts.writeText(writer, contribution.department());
            writer.writeUnsigned(contribution.openedAtMillis())
                    .writeUnsigned(contribution.messages())
                    .writeUnsigned(contribution.visitorMessages())
                    .writeSigned(contribution.chatDurationMillis())
                    .writeSigned(contribution.firstResponseMillis())
                    .writeSigned(contribution.averageResponseMicros())
                    .writeSigned(contribution.firstReactionMillis());
        });
    }

    @Override
    public Map<String, Contribution> readValue(MessageReader reader) throws MalformedMessageException {
        Map<String, Contribution> figures = new HashMap<>();
        for (int rest = reader.readNumber(query.conversationIds().size()); rest > 0; rest--) {
            String id = reader.readText();
            figures.put(
                    id,
                    new Contribution(
                            reader.readText(),
                            reader.readUnsigned(),
                            reader.readUnsigned(),
                            reader.readUnsigned(),
                            reader.readSigned(),
                            reader.readSigned(),
                            reader.readSigned(),
                            reader.readSigned()));
        }
        return figures;
    }
}
