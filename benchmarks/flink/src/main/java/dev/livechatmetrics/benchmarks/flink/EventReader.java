package dev.livechatmetrics.benchmarks.flink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.livechatmetrics.schemas.event.Rfc3339;
import java.io.IOException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Reads the needed fields of an event with Jackson's streaming parser. */
public final class EventReader implements DeserializationSchema<ChatEvent> {
    private static final long serialVersionUID = 1L;
    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public ChatEvent deserialize(byte[] value) throws IOException {
        JobResult.current.stopwatch().start();
        ChatEvent event = new ChatEvent();
        String type = "";
        String sender = "";
        try (JsonParser parser = JSON.createParser(value)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                switch (name) {
                    case "type" -> type = parser.getText();
                    case "conversationId" -> event.conversationId = parser.getText();
                    case "occurredAt" -> event.atMillis = Rfc3339.parseMillis(parser.getText());
                    case "departmentId" -> event.department = parser.getText();
                    case "agentId" -> event.namesAgent = token == JsonToken.VALUE_STRING;
                    case "sender" -> sender = parser.getText();
                    default -> parser.skipChildren();
                }
            }
        }
        event.kind = kind(type, sender);
        return event;
    }

    private static int kind(String type, String sender) {
        return switch (type) {
            case "conversation.opened" -> ChatEvent.OPENED;
            case "conversation.assigned" -> ChatEvent.ASSIGNED;
            case "conversation.transferred" -> ChatEvent.TRANSFERRED;
            case "conversation.closed" -> ChatEvent.CLOSED;
            case "message.sent" -> sender.equals("visitor") ? ChatEvent.VISITOR_MESSAGE : ChatEvent.AGENT_MESSAGE;
            default -> ChatEvent.OTHER;
        };
    }

    @Override
    public boolean isEndOfStream(ChatEvent next) {
        return false;
    }

    @Override
    public TypeInformation<ChatEvent> getProducedType() {
        return TypeInformation.of(ChatEvent.class);
    }
}
