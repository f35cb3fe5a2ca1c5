package dev.livechatmetrics.streams.conversation;

import dev.livechatmetrics.schemas.event.EventDecoder;
import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.KeptEvent;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import dev.livechatmetrics.schemas.event.Sender;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of a conversation's events in the order of their coming, as bytes to which one event is appended at a time.
 *
 * <p>An entry: a header (type, and what flags it has), the time as the difference from the entry before, the identity
 * as the length of the prefix that it shares with the conversation's id and the rest, then the department and the
 * message meant where the header says so. About 25 bytes for a message of Rocket.Chat.
 */
final class EventChunk {
    /** A complete chunk is a row of its own; fewer events a chunk mean more rows, more mean longer rewrites. */
    static final int COMPLETE = 16;

    private static final int TYPE_BITS = 0x0F;
    private static final int HAS_DEPARTMENT = 0x10;
    private static final int ASSIGNS = 0x20;
    private static final int SENDER_SHIFT = 4;

    private final byte[] conversationId;
    private final BinaryWriter bytes = new BinaryWriter(128);
    private long lastMillis = EventDecoder.EARLIEST_MILLIS;
    private int count;

    EventChunk(byte[] conversationId) {
        this.conversationId = conversationId;
    }

    int count() {
        return count;
    }

    boolean isComplete() {
        return count >= COMPLETE;
    }

    int sizeBytes() {
        return bytes.size();
    }

    byte[] toBytes() {
        return bytes.toBytes();
    }

    void append(KeptEvent event) {
        boolean sent = event.type() == EventType.MESSAGE_SENT;
        int header = EventCodes.of(event.type())
                | (sent ? EventCodes.of(event.sender()) << SENDER_SHIFT : 0)
                | (event.department() != null ? HAS_DEPARTMENT : 0)
                | (event.assigns() ? ASSIGNS : 0);
        bytes.writeByte(header).writeSigned(event.atMillis() - lastMillis);
        writeId(bytes, conversationId, event.identity());
        if (event.department() != null) {
            bytes.writeSized(event.department().getBytes(StandardCharsets.UTF_8));
        }
        if (event.type() == EventType.MESSAGE_DELETED) {
            writeId(bytes, conversationId, event.messageId());
        }
        lastMillis = event.atMillis();
        count++;
    }

    /** The events of a chunk's bytes, in the order of their coming. */
    static List<KeptEvent> decode(byte[] conversationId, byte[] chunk) {
        BinaryReader reader = new BinaryReader(chunk);
        List<KeptEvent> events = new ArrayList<>(COMPLETE);
        long atMillis = EventDecoder.EARLIEST_MILLIS;
        while (reader.hasMore()) {
            int header = reader.readByte();
            EventType type = EventCodes.type(header & TYPE_BITS);
            atMillis += reader.readSigned();
            byte[] identity = readId(reader, conversationId);
            boolean sent = type == EventType.MESSAGE_SENT;
            Sender sender = sent ? EventCodes.sender(header >> SENDER_SHIFT) : null;
            boolean named = !sent && (header & HAS_DEPARTMENT) != 0;
            String department = named ? department(reader) : null;
            boolean assigns = !sent && (header & ASSIGNS) != 0;
            byte[] messageId = type == EventType.MESSAGE_DELETED ? readId(reader, conversationId) : null;
            events.add(new KeptEvent(atMillis, type, identity, sender, department, assigns, messageId));
        }
        return events;
    }

    /** Writes an id as what it shares with the conversation's and the rest. */
    static void writeId(BinaryWriter writer, byte[] conversationId, byte[] id) {
        int shared = 0;
        int most = Math.min(id.length, conversationId.length);
        while (shared < most && id[shared] == conversationId[shared]) {
            shared++;
        }
        writer.writeUnsigned(shared);
        writer.writeUnsigned(id.length - shared);
        writer.writeBytes(id, shared, id.length - shared);
    }

    static byte[] readId(BinaryReader reader, byte[] conversationId) {
        int shared = Math.toIntExact(reader.readUnsigned());
        int rest = Math.toIntExact(reader.readUnsigned());
        byte[] id = new byte[shared + rest];
        System.arraycopy(conversationId, 0, id, 0, shared);
        reader.readInto(id, shared, rest);
        return id;
    }

    private static String department(BinaryReader reader) {
        byte[] utf8 = reader.readSized();
        return utf8.length == 0 ? LivechatEvent.NONE : new String(utf8, StandardCharsets.UTF_8);
    }
}
