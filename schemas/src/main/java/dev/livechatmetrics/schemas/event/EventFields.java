package dev.livechatmetrics.schemas.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.EnumMap;

/** The fields of one JSON object that events may need, as found; judged only once the type is known. */
final class EventFields {
    private enum Field {
        TYPE("type"),
        CONVERSATION_ID("conversationId"),
        OCCURRED_AT("occurredAt"),
        EVENT_ID("eventId"),
        MESSAGE_ID("messageId"),
        DEPARTMENT_ID("departmentId"),
        AGENT_ID("agentId"),
        CLOSED_BY("closedBy"),
        SENDER("sender"),
        SENDER_ID("senderId");

        private static final Field[] ALL = values();
        private final String wireName;

        Field(String wireName) {
            this.wireName = wireName;
        }

        static Field ofWireName(String name) {
            for (Field field : ALL) {
                if (field.wireName.equals(name)) {
                    return field;
                }
            }
            return null;
        }
    }

    /** What stands for a value that is neither a text nor null; compared by identity. */
    private static final String NOT_TEXT = new String("not a text");

    private static final String NULL = new String("null");

    private final EnumMap<Field, String> values = new EnumMap<>(Field.class);

    /** Reads the members of the object that the parser has just entered, up to its end. */
    void read(JsonParser parser) throws IOException {
        values.clear();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Field field = Field.ofWireName(parser.currentName());
            JsonToken token = parser.nextToken();
            if (field == null) {
                parser.skipChildren();
            } else if (token == JsonToken.VALUE_STRING) {
                values.put(field, parser.getText());
            } else if (token == JsonToken.VALUE_NULL) {
                values.put(field, NULL);
            } else {
                values.put(field, NOT_TEXT);
                parser.skipChildren();
            }
        }
    }

    String type() throws Refusal {
        return requiredText(Field.TYPE);
    }

    String conversationId() throws Refusal {
        return requiredId(Field.CONVERSATION_ID);
    }

    String occurredAt() throws Refusal {
        return requiredText(Field.OCCURRED_AT);
    }

    String eventId() throws Refusal {
        return requiredId(Field.EVENT_ID);
    }

    String messageId() throws Refusal {
        return requiredId(Field.MESSAGE_ID);
    }

    String agentId() throws Refusal {
        return requiredId(Field.AGENT_ID);
    }

    String optionalAgentId() throws Refusal {
        return optionalId(Field.AGENT_ID);
    }

    String optionalSenderId() throws Refusal {
        return optionalId(Field.SENDER_ID);
    }

    /** The department that an opening names; absent, null and the empty text are {@link LivechatEvent#NONE}. */
    String openingDepartment() throws Refusal {
        String department = changedDepartment();
        return department == null ? LivechatEvent.NONE : department;
    }

    /** The department that a change names: null where absent, {@link LivechatEvent#NONE} where null or empty. */
    @SuppressWarnings({"ReferenceEquality", "StringEquality"})
    String changedDepartment() throws Refusal {
        String value = values.get(Field.DEPARTMENT_ID);
        if (value == NULL) {
            return LivechatEvent.NONE;
        }
        String text = optionalText(Field.DEPARTMENT_ID);
        return text == null || text.isEmpty() ? text : id(text, Field.DEPARTMENT_ID);
    }

    Sender sender() throws Refusal {
        Sender sender = Sender.ofWireName(requiredText(Field.SENDER));
        if (sender == null) {
            throw new Refusal(Reason.VALUE_NOT_ALLOWED, Field.SENDER.wireName);
        }
        return sender;
    }

    /** Null where absent or null. */
    ClosedBy optionalClosedBy() throws Refusal {
        String text = optionalText(Field.CLOSED_BY);
        if (text == null) {
            return null;
        }
        ClosedBy closedBy = ClosedBy.ofWireName(text);
        if (closedBy == null) {
            throw new Refusal(Reason.VALUE_NOT_ALLOWED, Field.CLOSED_BY.wireName);
        }
        return closedBy;
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
        String value = values.get(field);
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
