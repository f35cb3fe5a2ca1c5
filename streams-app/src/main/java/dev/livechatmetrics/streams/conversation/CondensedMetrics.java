package dev.livechatmetrics.streams.conversation;

import dev.livechatmetrics.schemas.event.EventDecoder;
import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.KeptEvent;
import java.nio.charset.StandardCharsets;

/**
 * The metrics of a condensed conversation in as few bytes as they take: about 35. What only a further event would need
 * is left out; of the opening its time is enough, as no transfer sorts before an opening of the same time.
 */
final class CondensedMetrics {
    private static final byte[] NO_IDENTITY = {};

    private CondensedMetrics() {}

    /** What is left of the metrics: the contribution, and what decides whether a transfer counts, are the same. */
    static ConversationMetrics of(ConversationMetrics whole) {
        ResponseTimes times = whole.times();
        return new ConversationMetrics(
                opening(whole.opened().atMillis()),
                whole.departmentChange(),
                whole.department(),
                true,
                whole.closedAtMillis(),
                figures(
                        times.responses(),
                        times.responseMillis(),
                        times.firstResponseMillis(),
                        times.firstReactionMillis()),
                null,
                whole.messages(),
                whole.visitorMessages());
    }

    static void encode(BinaryWriter writer, byte[] conversationId, ConversationMetrics metrics) {
        long openedMillis = metrics.opened().atMillis();
        ResponseTimes times = metrics.times();
        writer.writeSigned(openedMillis - EventDecoder.EARLIEST_MILLIS)
                .writeSized(metrics.department().getBytes(StandardCharsets.UTF_8))
                .writeSigned(metrics.closedAtMillis() - openedMillis)
                .writeUnsigned(metrics.messages())
                .writeUnsigned(metrics.visitorMessages())
                .writeUnsigned(times.responses());
        if (times.responses() > 0) {
            writer.writeSigned(times.responseMillis())
                    .writeSigned(times.firstResponseMillis())
                    .writeSigned(times.firstReactionMillis());
        }
        if (metrics.departmentChange() != null) {
            HeadRow.encodePlace(writer, conversationId, metrics.departmentChange(), openedMillis);
        }
    }

    static ConversationMetrics decode(BinaryReader reader, byte[] conversationId, boolean changedDepartment) {
        long openedMillis = reader.readSigned() + EventDecoder.EARLIEST_MILLIS;
        String department = new String(reader.readSized(), StandardCharsets.UTF_8);
        long closedAtMillis = reader.readSigned() + openedMillis;
        long messages = reader.readUnsigned();
        long visitorMessages = reader.readUnsigned();
        long responses = reader.readUnsigned();
        ResponseTimes times = responses == 0
                ? ResponseTimes.NONE
                : figures(responses, reader.readSigned(), reader.readSigned(), reader.readSigned());
        KeptEvent change = changedDepartment ? HeadRow.decodePlace(reader, conversationId, openedMillis) : null;
        return new ConversationMetrics(
                opening(openedMillis),
                change,
                department,
                true,
                closedAtMillis,
                times,
                null,
                messages,
                visitorMessages);
    }

    private static KeptEvent opening(long atMillis) {
        return HeadRow.place(atMillis, EventType.OPENED, NO_IDENTITY);
    }

    private static ResponseTimes figures(
            long responses, long responseMillis, long firstResponseMillis, long firstReactionMillis) {
        return new ResponseTimes(
                0,
                0,
                0,
                ResponseTimes.NO_JOIN,
                responses,
                responseMillis,
                firstResponseMillis,
                0,
                ResponseTimes.NO_JOIN,
                firstReactionMillis);
    }
}
