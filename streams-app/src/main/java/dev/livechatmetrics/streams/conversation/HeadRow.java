package dev.livechatmetrics.streams.conversation;

import dev.livechatmetrics.schemas.event.EventDecoder;
import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import java.nio.charset.StandardCharsets;

/**
 * The binary form of a conversation's head row: a version, what is known of the conversation, and the bytes of the
 * chunk that is not complete yet.
 *
 * @param tombstoned whether a tombstone was read
 * @param chunks how many complete chunks stand in rows of their own
 * @param metrics of a conversation that is not deleted, else {@link ConversationMetrics#NONE}
 * @param tail the events, or of a deleted conversation the hashes, that are in no complete chunk
 */
record HeadRow(boolean deleted, boolean tombstoned, int chunks, ConversationMetrics metrics, byte[] tail) {
    private static final int VERSION = 1;

    private static final int DELETED = 1;
    private static final int TOMBSTONED = 2;
    private static final int OPENED = 4;
    private static final int CHANGED_DEPARTMENT = 8;
    private static final int CLOSED = 16;
    private static final int TIMED = 32;

    byte[] encode(byte[] conversationId) {
        BinaryWriter writer = new BinaryWriter(128 + tail.length);
        int flags = (deleted ? DELETED : 0)
                | (tombstoned ? TOMBSTONED : 0)
                | (metrics.opened() != null ? OPENED : 0)
                | (metrics.departmentChange() != null ? CHANGED_DEPARTMENT : 0)
                | (metrics.closed() ? CLOSED : 0)
                | (metrics.lastTimed() != null ? TIMED : 0);
        writer.writeByte(VERSION).writeUnsigned(flags).writeUnsigned(chunks);
        if (!deleted) {
            encodeMetrics(writer, conversationId);
        }
        return writer.writeBytes(tail, 0, tail.length).toBytes();
    }

    private void encodeMetrics(BinaryWriter writer, byte[] conversationId) {
        writer.writeUnsigned(metrics.messages()).writeUnsigned(metrics.visitorMessages());
        if (metrics.closed()) {
            writer.writeSigned(metrics.closedAtMillis() - EventDecoder.EARLIEST_MILLIS);
        }
        if (metrics.opened() == null) {
            return;
        }
        long openedMillis = metrics.opened().atMillis();
        writer.writeSigned(openedMillis - EventDecoder.EARLIEST_MILLIS);
        EventChunk.writeId(writer, conversationId, metrics.opened().identity());
        writer.writeSized(metrics.department().getBytes(StandardCharsets.UTF_8));
        if (metrics.departmentChange() != null) {
            encodePlace(writer, conversationId, metrics.departmentChange());
        }
        if (metrics.lastTimed() != null) {
            encodePlace(writer, conversationId, metrics.lastTimed());
            ResponseTimes times = metrics.times();
            writer.writeUnsigned(times.flags())
                    .writeSigned(times.lqMillis() - openedMillis)
                    .writeSigned(times.lrMillis() - openedMillis)
                    .writeSigned(times.joinedMillis() - openedMillis)
                    .writeUnsigned(times.responses())
                    .writeSigned(times.responseMillis())
                    .writeSigned(times.firstResponseMillis())
                    .writeSigned(times.firstReactionMillis());
        }
    }

    private void encodePlace(BinaryWriter writer, byte[] conversationId, KeptEvent event) {
        writer.writeByte(EventCodes.of(event.type()))
                .writeSigned(event.atMillis() - metrics.opened().atMillis());
        EventChunk.writeId(writer, conversationId, event.identity());
    }

    static HeadRow decode(byte[] conversationId, byte[] row) {
        BinaryReader reader = new BinaryReader(row);
        int version = reader.readByte();
        if (version != VERSION) {
            throw new IllegalStateException(
                    "A conversation's row has version " + version + "; this build reads version " + VERSION
                            + ". Run the build that wrote it, or replay into a new APPLICATION_ID.");
        }
        int flags = Math.toIntExact(reader.readUnsigned());
        int chunks = Math.toIntExact(reader.readUnsigned());
        boolean deleted = (flags & DELETED) != 0;
        ConversationMetrics metrics = deleted ? ConversationMetrics.NONE : decodeMetrics(reader, conversationId, flags);
        return new HeadRow(deleted, (flags & TOMBSTONED) != 0, chunks, metrics, reader.readRest());
    }

    private static ConversationMetrics decodeMetrics(BinaryReader reader, byte[] conversationId, int flags) {
        long messages = reader.readUnsigned();
        long visitorMessages = reader.readUnsigned();
        boolean closed = (flags & CLOSED) != 0;
        long closedAtMillis = closed ? reader.readSigned() + EventDecoder.EARLIEST_MILLIS : 0;
        if ((flags & OPENED) == 0) {
            return new ConversationMetrics(
                    null,
                    null,
                    LivechatEvent.NONE,
                    closed,
                    closedAtMillis,
                    ResponseTimes.NONE,
                    null,
                    messages,
                    visitorMessages);
        }
        long openedMillis = reader.readSigned() + EventDecoder.EARLIEST_MILLIS;
        KeptEvent opened = place(openedMillis, EventType.OPENED, EventChunk.readId(reader, conversationId));
        String department = new String(reader.readSized(), StandardCharsets.UTF_8);
        KeptEvent change = (flags & CHANGED_DEPARTMENT) != 0 ? decodePlace(reader, conversationId, openedMillis) : null;
        KeptEvent lastTimed = null;
        ResponseTimes times = ResponseTimes.NONE;
        if ((flags & TIMED) != 0) {
            lastTimed = decodePlace(reader, conversationId, openedMillis);
            times = new ResponseTimes(
                    Math.toIntExact(reader.readUnsigned()),
                    reader.readSigned() + openedMillis,
                    reader.readSigned() + openedMillis,
                    reader.readSigned() + openedMillis,
                    reader.readUnsigned(),
                    reader.readSigned(),
                    reader.readSigned(),
                    reader.readSigned());
        }
        return new ConversationMetrics(
                opened, change, department, closed, closedAtMillis, times, lastTimed, messages, visitorMessages);
    }

    private static KeptEvent decodePlace(BinaryReader reader, byte[] conversationId, long openedMillis) {
        EventType type = EventCodes.type(reader.readByte());
        long atMillis = reader.readSigned() + openedMillis;
        return place(atMillis, type, EventChunk.readId(reader, conversationId));
    }

    /** An event of which only the place in the order is known. */
    private static KeptEvent place(long atMillis, EventType type, byte[] identity) {
        return new KeptEvent(atMillis, type, identity, null, null, false, null);
    }
}
