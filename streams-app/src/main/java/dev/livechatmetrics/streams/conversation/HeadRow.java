package dev.livechatmetrics.streams.conversation;

import dev.livechatmetrics.schemas.event.EventDecoder;
import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.KeptEvent;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import dev.livechatmetrics.streams.conversation.Standing.Kind;
import java.nio.charset.StandardCharsets;

/**
 * The binary form of a conversation's head row: a version, what is known of the conversation, and the bytes of the
 * chunk that is not complete yet.
 *
 * @param tombstoned whether a tombstone was read
 * @param chunks how many complete chunks stand in rows of their own
 * @param metrics of a conversation that is not deleted, else {@link ConversationMetrics#NONE}
 * @param tail the events, or of a deleted or condensed conversation the hashes, that are in no complete chunk
 */
record HeadRow(Standing standing, boolean tombstoned, int chunks, ConversationMetrics metrics, byte[] tail) {
    private static final int VERSION = 2;

    private static final int DELETED = 1;
    private static final int TOMBSTONED = 2;
    private static final int OPENED = 4;
    private static final int CHANGED_DEPARTMENT = 8;
    private static final int CLOSED = 16;
    private static final int TIMED = 32;
    private static final int CONDENSED = 64;
    private static final int REOPENED = 128;

    private static final long DAY_MILLIS = 86_400_000;
    /** Days are counted from here. */
    private static final int EARLIEST_DAY = Math.toIntExact(EventDecoder.EARLIEST_MILLIS / DAY_MILLIS);

    byte[] encode(byte[] conversationId) {
        BinaryWriter writer = new BinaryWriter(128 + tail.length);
        boolean opened = standing.openedAtMillis() != Standing.NOT_OPENED;
        int flags = (is(Kind.DELETED) ? DELETED : 0)
                | (is(Kind.CONDENSED) ? CONDENSED : 0)
                | (is(Kind.OPEN) && metrics.closed() ? REOPENED : 0)
                | (tombstoned ? TOMBSTONED : 0)
                | (opened ? OPENED : 0)
                | (metrics.departmentChange() != null ? CHANGED_DEPARTMENT : 0)
                | (metrics.closed() ? CLOSED : 0)
                | (metrics.lastTimed() != null ? TIMED : 0);
        writer.writeByte(VERSION).writeUnsigned(flags).writeUnsigned(chunks);
        if (is(Kind.CONDENSED)) {
            CondensedMetrics.encode(writer, conversationId, metrics);
        } else {
            writer.writeUnsigned(Math.max(0, standing.lastArrivalDay() - EARLIEST_DAY));
            if (!is(Kind.DELETED)) {
                encodeMetrics(writer, conversationId);
            } else if (opened) {
                writer.writeSigned(standing.openedAtMillis() - EventDecoder.EARLIEST_MILLIS);
            }
        }
        return writer.writeBytes(tail, 0, tail.length).toBytes();
    }

    private boolean is(Kind kind) {
        return standing.kind() == kind;
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
            encodePlace(writer, conversationId, metrics.departmentChange(), openedMillis);
        }
        if (metrics.lastTimed() != null) {
            encodePlace(writer, conversationId, metrics.lastTimed(), openedMillis);
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

    static void encodePlace(BinaryWriter writer, byte[] conversationId, KeptEvent event, long openedMillis) {
        writer.writeByte(EventCodes.of(event.type())).writeSigned(event.atMillis() - openedMillis);
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
        boolean tombstoned = (flags & TOMBSTONED) != 0;
        if ((flags & CONDENSED) != 0) {
            ConversationMetrics metrics =
                    CondensedMetrics.decode(reader, conversationId, (flags & CHANGED_DEPARTMENT) != 0);
            Standing standing = new Standing(Kind.CONDENSED, metrics.opened().atMillis(), EARLIEST_DAY);
            return new HeadRow(standing, tombstoned, chunks, metrics, reader.readRest());
        }
        int lastArrivalDay = Math.toIntExact(reader.readUnsigned()) + EARLIEST_DAY;
        if ((flags & DELETED) != 0) {
            long openedMillis =
                    (flags & OPENED) != 0 ? reader.readSigned() + EventDecoder.EARLIEST_MILLIS : Standing.NOT_OPENED;
            Standing standing = new Standing(Kind.DELETED, openedMillis, lastArrivalDay);
            return new HeadRow(standing, tombstoned, chunks, ConversationMetrics.NONE, reader.readRest());
        }
        ConversationMetrics metrics = decodeMetrics(reader, conversationId, flags);
        Standing standing = metrics.standing((flags & REOPENED) != 0, lastArrivalDay);
        return new HeadRow(standing, tombstoned, chunks, metrics, reader.readRest());
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

    static KeptEvent decodePlace(BinaryReader reader, byte[] conversationId, long openedMillis) {
        EventType type = EventCodes.type(reader.readByte());
        long atMillis = reader.readSigned() + openedMillis;
        return place(atMillis, type, EventChunk.readId(reader, conversationId));
    }

    /** An event of which only the place in the order is known. */
    static KeptEvent place(long atMillis, EventType type, byte[] identity) {
        return new KeptEvent(atMillis, type, identity, null, null, false, null);
    }
}
