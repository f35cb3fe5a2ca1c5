package dev.livechatmetrics.schemas.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The fields of one JSON object that events may need, as found; judged only once the type is known. */
final class EventFields {
    /** What stands for a value that is neither a text nor null; compared by identity. */
    private static final String NOT_TEXT = new String("not a text");

    private static final String NULL = new String("null");

    private static final int LONGEST_NAME = "conversationId".length();

    private final List<Field> all = new ArrayList<>();
    private final List<List<Field>> byLength = Stream.generate(() -> (List<Field>) new ArrayList<Field>(2))
            .limit(LONGEST_NAME + 1L)
            .toList();
    private final Field type =
            field("type", Stream.of(EventType.values()).map(EventType::wireName).toList());
    private final Field conversationId = field("conversationId");
    private final Field occurredAt = field("occurredAt");
    private final Field eventId = field("eventId");
    private final Field messageId = field("messageId");
    private final Field departmentId = field("departmentId");
    private final Field agentId = field("agentId");
    private final Field closedBy = field(
            "closedBy", Stream.of(ClosedBy.values()).map(ClosedBy::wireName).toList());
    private final Field sender =
            field("sender", Stream.of(Sender.values()).map(Sender::wireName).toList());
    private final Field senderId = field("senderId");
    private byte[] source;

    /** One field: absent, null, not a text, a text, or a slice of the source that is a text. */
    final class Field {
        private final String wireName;
        private final byte[] wireBytes;
        /** The texts that the field usually has, if they are few. */
        private final List<String> vocabulary;

        private String value;
        /** Where the slice begins, or 0 where there is none. */
        private int from;

        private int to;
        private boolean ascii;

        private Field(String wireName, List<String> vocabulary) {
            this.wireName = wireName;
            this.wireBytes = wireName.getBytes(StandardCharsets.US_ASCII);
            this.vocabulary = vocabulary;
        }

        boolean isPresent() {
            return value != null || from != 0;
        }

        void putNull() {
            value = NULL;
        }

        void putNotText() {
            value = NOT_TEXT;
        }

        /** A text in well-formed UTF-8; {@code sliceFrom} is never 0, as a quotation mark stands before it. */
        void putSlice(int sliceFrom, int sliceTo, boolean isAscii) {
            from = sliceFrom;
            to = sliceTo;
            ascii = isAscii;
        }

        private String value() {
            if (value == null && from != 0) {
                value = sliceText();
            }
            return value;
        }

        private String sliceText() {
            for (String usual : vocabulary) {
                if (sliceEquals(usual)) {
                    return usual;
                }
            }
            return new String(source, from, to - from, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        }

        /** Whether it is this text, given in UTF-8. */
        private boolean isUtf8(byte[] utf8) {
            return from != 0
                    ? Arrays.equals(source, from, to, utf8, 0, utf8.length)
                    : Arrays.equals(Ids.utf8(value), utf8);
        }

        private boolean sliceEquals(String asciiText) {
            int length = asciiText.length();
            if (length != to - from) {
                return false;
            }
            for (int i = length - 1; i >= 0; i--) {
                if (asciiText.charAt(i) != source[from + i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private Field field(String wireName) {
        return field(wireName, List.of());
    }

    private Field field(String wireName, List<String> vocabulary) {
        Field field = new Field(wireName, vocabulary);
        all.add(field);
        byLength.get(wireName.length()).add(field);
        return field;
    }

    /** The field of that name, or null. */
    Field find(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length > LONGEST_NAME) {
            return null;
        }
        for (Field field : byLength.get(length)) {
            byte[] name = field.wireBytes;
            if (name[0] == bytes[from] && Arrays.equals(name, 0, length, bytes, from, to)) {
                return field;
            }
        }
        return null;
    }

    private Field find(String name) {
        for (Field field : all) {
            if (field.wireName.equals(name)) {
                return field;
            }
        }
        return null;
    }

    /** Reads the members of the object that the parser has just entered, up to its end. */
    void read(JsonParser parser) throws IOException {
        clear(null);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Field field = find(parser.currentName());
            JsonToken token = parser.nextToken();
            if (field == null) {
                parser.skipChildren();
            } else if (token == JsonToken.VALUE_STRING) {
                field.value = parser.getText();
            } else if (token == JsonToken.VALUE_NULL) {
                field.putNull();
            } else {
                field.putNotText();
                parser.skipChildren();
            }
        }
    }

    /** Forgets all; slices put from now on are of {@code newSource}, which must not change until the next time. */
    void clear(byte[] newSource) {
        source = newSource;
        for (Field field : all) {
            field.value = null;
            field.from = 0;
        }
    }

    String type() throws Refusal {
        return requiredText(type);
    }

    String conversationId() throws Refusal {
        return requiredId(conversationId);
    }

    /** Refuses what {@link #conversationId} does. */
    void checkConversationId() throws Refusal {
        checkRequiredId(conversationId);
    }

    /** Whether the conversation's id, once it was found to be one, is this text in UTF-8. */
    boolean isConversationId(byte[] utf8) {
        return conversationId.isUtf8(utf8);
    }

    /** {@code occurredAt} in milliseconds since the epoch, or {@link Rfc3339#INVALID}. */
    long occurredAtMillis() throws Refusal {
        return occurredAt.from != 0
                ? Rfc3339.parseMillis(source, occurredAt.from, occurredAt.to)
                : Rfc3339.parseMillis(requiredText(occurredAt));
    }

    String eventId() throws Refusal {
        return requiredId(eventId);
    }

    byte[] eventIdUtf8() throws Refusal {
        return requiredUtf8(eventId);
    }

    byte[] messageIdUtf8() throws Refusal {
        return requiredUtf8(messageId);
    }

    void checkMessageId() throws Refusal {
        checkRequiredId(messageId);
    }

    void checkAgentId() throws Refusal {
        checkRequiredId(agentId);
    }

    /** Whether there is one: neither absent nor null. */
    boolean hasAgentId() throws Refusal {
        return isOptionalId(agentId);
    }

    void checkSenderId() throws Refusal {
        isOptionalId(senderId);
    }

    String messageId() throws Refusal {
        return requiredId(messageId);
    }

    String agentId() throws Refusal {
        return requiredId(agentId);
    }

    String optionalAgentId() throws Refusal {
        return optionalId(agentId);
    }

    String optionalSenderId() throws Refusal {
        return optionalId(senderId);
    }

    /** The department that an opening names; absent, null and the empty text are {@link LivechatEvent#NONE}. */
    String openingDepartment() throws Refusal {
        String department = changedDepartment();
        return department == null ? LivechatEvent.NONE : department;
    }

    /** The department that a change names: null where absent, {@link LivechatEvent#NONE} where null or empty. */
    @SuppressWarnings({"ReferenceEquality", "StringEquality"})
    String changedDepartment() throws Refusal {
        String value = departmentId.value();
        if (value == NULL) {
            return LivechatEvent.NONE;
        }
        String text = optionalText(departmentId);
        return text == null || text.isEmpty() ? text : id(text, departmentId);
    }

    Sender sender() throws Refusal {
        Sender known = Sender.ofWireName(requiredText(sender));
        if (known == null) {
            throw new Refusal(Reason.VALUE_NOT_ALLOWED, sender.wireName);
        }
        return known;
    }

    /** Null where absent or null. */
    ClosedBy optionalClosedBy() throws Refusal {
        String text = optionalText(closedBy);
        if (text == null) {
            return null;
        }
        ClosedBy known = ClosedBy.ofWireName(text);
        if (known == null) {
            throw new Refusal(Reason.VALUE_NOT_ALLOWED, closedBy.wireName);
        }
        return known;
    }

    private byte[] requiredUtf8(Field field) throws Refusal {
        if (field.from == 0) {
            return Ids.utf8(requiredId(field));
        }
        checkSlice(field);
        return Arrays.copyOfRange(source, field.from, field.to);
    }

    private void checkRequiredId(Field field) throws Refusal {
        if (field.from == 0) {
            requiredId(field);
        } else {
            checkSlice(field);
        }
    }

    private boolean isOptionalId(Field field) throws Refusal {
        if (field.from == 0) {
            return optionalId(field) != null;
        }
        checkSlice(field);
        return true;
    }

    /** Of a slice only the length is left to judge: it is well-formed UTF-8. */
    private static void checkSlice(Field field) throws Refusal {
        int bytes = field.to - field.from;
        if (bytes == 0 || bytes > Ids.MAX_BYTES) {
            throw new Refusal(Reason.ID_OUT_OF_BOUNDS, field.wireName);
        }
    }

    private String requiredId(Field field) throws Refusal {
        return id(requiredText(field), field);
    }

    private String optionalId(Field field) throws Refusal {
        String text = optionalText(field);
        return text == null ? null : id(text, field);
    }

    private String requiredText(Field field) throws Refusal {
        String text = optionalText(field);
        if (text == null) {
            throw new Refusal(Reason.MISSING_FIELD, field.wireName);
        }
        return text;
    }

    @SuppressWarnings({"ReferenceEquality", "StringEquality"})
    private String optionalText(Field field) throws Refusal {
        String value = field.value();
        if (value == NOT_TEXT) {
            throw new Refusal(Reason.WRONG_TYPE, field.wireName);
        }
        return value == NULL ? null : value;
    }

    private static String id(String text, Field field) throws Refusal {
        if (!Ids.isId(text)) {
            throw new Refusal(Reason.ID_OUT_OF_BOUNDS, field.wireName);
        }
        return text;
    }

    /** Ends the decoding of one record; a value to the outside, so without a stack trace. */
    static final class Refusal extends Exception {
        private final transient Decoded.Refused refused;

        Refusal(Reason reason, String field) {
            super(reason.code(), null, false, false);
            this.refused = new Decoded.Refused(reason, field);
        }

        Decoded.Refused refused() {
            return refused;
        }
    }
}
