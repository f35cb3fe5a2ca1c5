package dev.livechatmetrics.schemas.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.livechatmetrics.schemas.event.EventFields.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes records strictly: what is not exactly one JSON object in UTF-8 with the fields that its type requires is
 * refused with a reason, never guessed at. Keeps nothing of a record but the fields of {@link LivechatEvent}. Not
 * thread-safe: one decoder a thread.
 */
public final class EventDecoder {
    /** The earliest time that an event may have: 2000-01-01T00:00:00Z. */
    public static final long EARLIEST_MILLIS = 946_684_800_000L;

    // Unread fields may hold any JSON, so nothing but the size of a record bounds depth, numbers and names.
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final int KEPT_CHARS = 64 * 1024;

    private final CharsetDecoder utf8 = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final EventScanner scanner;
    private final EventFields fields = new EventFields();
    private char[] chars = new char[4 * 1024];

    public EventDecoder() {
        this(new EventScanner());
    }

    /** {@code scanner}: null where every record is to be parsed. */
    EventDecoder(EventScanner scanner) {
        this.scanner = scanner;
    }

    /**
     * Decodes one record.
     *
     * @param onMessages whether it came from the messages' topic, where a null value is no deletion
     * @param key the record's key, or null
     * @param value the record's value, or null
     * @param latestMillis the latest time that an event may have, in milliseconds since the epoch
     */
    public Decoded decode(boolean onMessages, byte[] key, byte[] value, long latestMillis) {
        return decode(onMessages, key, value, latestMillis, false);
    }

    /**
     * The same, for who needs of an event only what a conversation keeps: {@link Decoded.Kept} in place of {@link
     * Decoded.Event}. Judges every field alike, and makes no text of those that are not kept.
     */
    public Decoded decodeKept(boolean onMessages, byte[] key, byte[] value, long latestMillis) {
        return decode(onMessages, key, value, latestMillis, true);
    }

    private Decoded decode(boolean onMessages, byte[] key, byte[] value, long latestMillis, boolean kept) {
        try {
            return value == null ? decodeTombstone(onMessages, key) : decodeValue(key, value, latestMillis, kept);
        } catch (Refusal refusal) {
            return refusal.refused();
        }
    }

    private Decoded decodeTombstone(boolean onMessages, byte[] key) throws Refusal {
        if (onMessages) {
            throw new Refusal(Reason.TOMBSTONE_ON_MESSAGES, null);
        }
        if (key == null) {
            throw new Refusal(Reason.MISSING_KEY, null);
        }
        if (key.length == 0 || key.length > Ids.MAX_BYTES) {
            throw new Refusal(Reason.ID_OUT_OF_BOUNDS, "key");
        }
        int length = toChars(key);
        return new Decoded.Tombstone(new String(chars, 0, length));
    }

    private Decoded decodeValue(byte[] key, byte[] value, long latestMillis, boolean kept) throws Refusal {
        if (value.length == 0) {
            throw new Refusal(Reason.EMPTY_VALUE, null);
        }
        if (scanner == null || !scanner.scan(value, fields)) {
            parseFields(value);
        }
        String typeName = fields.type();
        fields.checkConversationId();
        if (key == null) {
            throw new Refusal(Reason.MISSING_KEY, null);
        }
        if (!fields.isConversationId(key)) {
            throw new Refusal(Reason.KEY_MISMATCH, "conversationId");
        }
        EventType type = EventType.ofWireName(typeName);
        if (type == null) {
            return new Decoded.UnknownType(fields.conversationId());
        }
        long atMillis = occurredAtMillis(latestMillis);
        return kept
                ? new Decoded.Kept(kept(type, atMillis))
                : new Decoded.Event(event(type, fields.conversationId(), atMillis));
    }

    private void parseFields(byte[] value) throws Refusal {
        int length = toChars(value);
        try (JsonParser parser = JSON.createParser(chars, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Refusal(Reason.NOT_ONE_JSON_OBJECT, null);
            }
            fields.read(parser);
            if (parser.nextToken() != null) {
                throw new Refusal(Reason.NOT_ONE_JSON_OBJECT, null);
            }
        } catch (IOException notJson) {
            throw new Refusal(Reason.NOT_ONE_JSON_OBJECT, null);
        } finally {
            if (chars.length > KEPT_CHARS) {
                chars = new char[KEPT_CHARS];
            }
        }
    }

    /** Fills {@link #chars} and answers how many; strict where Jackson's own reader of bytes guesses encodings. */
    private int toChars(byte[] bytes) throws Refusal {
        if (chars.length < bytes.length) {
            chars = new char[bytes.length];
        }
        CharBuffer target = CharBuffer.wrap(chars);
        utf8.reset();
        if (utf8.decode(ByteBuffer.wrap(bytes), target, true).isError()) {
            throw new Refusal(Reason.NOT_UTF8, null);
        }
        return target.position();
    }

    private long occurredAtMillis(long latestMillis) throws Refusal {
        long millis = fields.occurredAtMillis();
        if (millis == Rfc3339.INVALID) {
            throw new Refusal(Reason.NOT_A_TIME, "occurredAt");
        }
        if (millis < EARLIEST_MILLIS) {
            throw new Refusal(Reason.TIME_BEFORE_2000, "occurredAt");
        }
        if (millis > latestMillis) {
            throw new Refusal(Reason.TIME_IN_FUTURE, "occurredAt");
        }
        return millis;
    }

    private LivechatEvent event(EventType type, String id, long at) throws Refusal {
        return switch (type) {
            case OPENED -> new LivechatEvent.Opened(id, at, fields.eventId(), fields.openingDepartment());
            case ASSIGNED -> new LivechatEvent.Assigned(id, at, fields.eventId(), fields.agentId());
            case TRANSFERRED ->
                new LivechatEvent.Transferred(
                        id, at, fields.eventId(), fields.changedDepartment(), fields.optionalAgentId());
            case QUEUED -> new LivechatEvent.Queued(id, at, fields.eventId(), fields.changedDepartment());
            case CLOSED -> new LivechatEvent.Closed(id, at, fields.eventId(), fields.optionalClosedBy());
            case REOPENED -> new LivechatEvent.Reopened(id, at, fields.eventId());
            case DELETED -> new LivechatEvent.Deleted(id, at, fields.eventId());
            case MESSAGE_SENT ->
                new LivechatEvent.MessageSent(id, at, fields.messageId(), fields.sender(), fields.optionalSenderId());
            case MESSAGE_EDITED -> new LivechatEvent.MessageEdited(id, at, fields.eventId(), fields.messageId());
            case MESSAGE_DELETED -> new LivechatEvent.MessageDeleted(id, at, fields.eventId(), fields.messageId());
        };
    }

    /** {@link KeptEvent#of} of {@link #event}, with the same refusals in the same order. */
    private KeptEvent kept(EventType type, long at) throws Refusal {
        byte[] identity = type == EventType.MESSAGE_SENT ? fields.messageIdUtf8() : fields.eventIdUtf8();
        Sender sender = null;
        String department = null;
        boolean assigns = false;
        byte[] messageId = null;
        switch (type) {
            case OPENED -> department = fields.openingDepartment();
            case ASSIGNED -> {
                fields.checkAgentId();
                assigns = true;
            }
            case TRANSFERRED -> {
                department = fields.changedDepartment();
                assigns = fields.hasAgentId();
            }
            case QUEUED -> department = fields.changedDepartment();
            case CLOSED -> fields.optionalClosedBy();
            case REOPENED, DELETED -> {}
            case MESSAGE_SENT -> {
                sender = fields.sender();
                fields.checkSenderId();
            }
            case MESSAGE_EDITED -> fields.checkMessageId();
            case MESSAGE_DELETED -> messageId = fields.messageIdUtf8();
        }
        return new KeptEvent(at, type, identity, sender, department, assigns, messageId);
    }
}
