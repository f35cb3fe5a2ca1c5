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
 * @param unfolded whether the response times are an earlier version's, and are to be folded anew from the events
 * @param tail the events, or of a deleted or condensed conversation the hashes, that are in no complete chunk
 */
record HeadRow(
        Standing standing, boolean tombstoned, int chunks, ConversationMetrics metrics, boolean unfolded, byte[] tail) {
    private static final int VERSION = 3;

    /** Kept of assignments what only events in their order can be added to. */
    private static final int WITH_JOINS_IN_ORDER = 2;

    private static final int DELETED = 1;
    private static final int TOMBSTONED = 2;
    private static final int OPENED = 4;
    private static final int CHANGED_DEPARTMENT = 8;
    private static final int CLOSED = 16;
    private static final int TIMED = 32;
    private static final int CONDENSED = 64;
    private static final int REOPENED = 128;
    private static final int JOINED = 256;

    /** Beside the flags of response times: the latest join before the first response. */
    private static final int FIRST_JOIN_IS_LATEST = 4;

    private static final int FIRST_JOIN_IS_ANOTHER = 8;
    private static final int TIMES = 3;

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
                | (metrics.lastTimed() != null ? TIMED : 0)
                | (metrics.times().latestJoin() != ResponseTimes.NO_JOIN ? JOINED : 0);
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
        ResponseTimes times = metrics.times();
        if (times.latestJoin() != ResponseTimes.NO_JOIN) {
            writer.writeSigned(times.latestJoin() - 2 * openedMillis);
        }
        if (metrics.lastTimed() != null) {
            encodePlace(writer, conversationId, metrics.lastTimed(), openedMillis);
            encodeTimes(writer, times, openedMillis);
        }
    }

    private static void encodeTimes(BinaryWriter writer, ResponseTimes times, long openedMillis) {
        boolean none = times.firstJoin() == ResponseTimes.NO_JOIN;
        int which = times.firstJoin() == times.latestJoin() ? FIRST_JOIN_IS_LATEST : FIRST_JOIN_IS_ANOTHER;
        writer.writeUnsigned(times.flags() | (none ? 0 : which))
                .writeSigned(times.lqMillis() - openedMillis)
                .writeSigned(times.lrMillis() - openedMillis)
                .writeUnsigned(times.responses())
                .writeSigned(times.responseMillis())
                .writeSigned(times.firstResponseMillis())
                .writeSigned(times.firstReactionMillis());
        if (!none && which == FIRST_JOIN_IS_ANOTHER) {
            writer.writeSigned(times.firstJoin() - 2 * openedMillis);
        }
    }

    static void encodePlace(BinaryWriter writer, byte[] conversationId, KeptEvent event, long openedMillis) {
        writer.writeByte(EventCodes.of(event.type())).writeSigned(event.atMillis() - openedMillis);
        EventChunk.writeId(writer, conversationId, event.identity());
    }

    static HeadRow decode(byte[] conversationId, byte[] row) {
        BinaryReader reader = new BinaryReader(row);
        int version = reader.readByte();
        UnknownVersionException.check("store conversations", version, WITH_JOINS_IN_ORDER, VERSION);
        int flags = Math.toIntExact(reader.readUnsigned());
        int chunks = Math.toIntExact(reader.readUnsigned());
        boolean tombstoned = (flags & TOMBSTONED) != 0;
        if ((flags & CONDENSED) != 0) {
            ConversationMetrics metrics =
                    CondensedMetrics.decode(reader, conversationId, (flags & CHANGED_DEPARTMENT) != 0);
            Standing standing = new Standing(Kind.CONDENSED, metrics.opened().atMillis(), EARLIEST_DAY);
            return new HeadRow(standing, tombstoned, chunks, metrics, false, reader.readRest());
        }
        int lastArrivalDay = Math.toIntExact(reader.readUnsigned()) + EARLIEST_DAY;
        if ((flags & DELETED) != 0) {
            long openedMillis =
                    (flags & OPENED) != 0 ? reader.readSigned() + EventDecoder.EARLIEST_MILLIS : Standing.NOT_OPENED;
            Standing standing = new Standing(Kind.DELETED, openedMillis, lastArrivalDay);
            return new HeadRow(standing, tombstoned, chunks, ConversationMetrics.NONE, false, reader.readRest());
        }
        ConversationMetrics metrics = decodeMetrics(reader, conversationId, flags, version);
        Standing standing = metrics.standing((flags & REOPENED) != 0, lastArrivalDay);
        boolean unfolded = version == WITH_JOINS_IN_ORDER && metrics.opened() != null;
        return new HeadRow(standing, tombstoned, chunks, metrics, unfolded, reader.readRest());
    }

    private static ConversationMetrics decodeMetrics(
            BinaryReader reader, byte[] conversationId, int flags, int version) {
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
        long latestJoin = (flags & JOINED) != 0 ? reader.readSigned() + 2 * openedMillis : ResponseTimes.NO_JOIN;
        KeptEvent lastTimed = null;
        ResponseTimes times = ResponseTimes.NONE.withLatestJoin(latestJoin);
        if ((flags & TIMED) != 0) {
            lastTimed = decodePlace(reader, conversationId, openedMillis);
            times = version == WITH_JOINS_IN_ORDER
                    ? skipTimesWithJoinsInOrder(reader)
                    : decodeTimes(reader, openedMillis, latestJoin);
        }
        return new ConversationMetrics(
                opened, change, department, closed, closedAtMillis, times, lastTimed, messages, visitorMessages);
    }

    private static ResponseTimes decodeTimes(BinaryReader reader, long openedMillis, long latestJoin) {
        int flags = Math.toIntExact(reader.readUnsigned());
        long lqMillis = reader.readSigned() + openedMillis;
        long lrMillis = reader.readSigned() + openedMillis;
        long responses = reader.readUnsigned();
        long responseMillis = reader.readSigned();
        long firstResponseMillis = reader.readSigned();
        long firstReactionMillis = reader.readSigned();
        long firstJoin = ResponseTimes.NO_JOIN;
        if ((flags & FIRST_JOIN_IS_LATEST) != 0) {
            firstJoin = latestJoin;
        } else if ((flags & FIRST_JOIN_IS_ANOTHER) != 0) {
            firstJoin = reader.readSigned() + 2 * openedMillis;
        }
        return new ResponseTimes(
                flags & TIMES,
                lqMillis,
                lrMillis,
                latestJoin,
                responses,
                responseMillis,
                firstResponseMillis,
                firstResponseMillis == 0 ? 0 : firstReactionMillis + ResponseTimes.joined(firstJoin, openedMillis),
                firstJoin,
                firstReactionMillis);
    }

    /** Flags, three times and four figures, all of which the events tell. */
    private static ResponseTimes skipTimesWithJoinsInOrder(BinaryReader reader) {
        reader.readUnsigned();
        for (int i = 0; i < 3; i++) {
            reader.readSigned();
        }
        reader.readUnsigned();
        for (int i = 0; i < 3; i++) {
            reader.readSigned();
        }
        return ResponseTimes.NONE;
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
