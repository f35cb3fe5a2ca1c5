package dev.livechatmetrics.schemas.rocketchat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What matters of the body of an Omnichannel webhook: the room as it was at that moment, and messages: the one that was
 * just sent, or, in most other types, all of the conversation's that can be seen, again and again.
 */
final class Webhook {
    private WebhookType type = WebhookType.OTHER;
    private String id;
    private Long created;
    private Long lastMessage;
    private String departmentId;
    private ServedBy servedBy;
    private ServedBy oldServedBy;
    private Long closedAt;
    private String closer;
    private String closedById;
    private boolean visitorWithoutId;
    private final List<WebhookMessage> messages = new ArrayList<>();

    private Webhook() {}

    /** Of the object that the parser stands at the beginning of. */
    static Webhook read(JsonParser json) throws IOException, MalformedDocumentException {
        Webhook webhook = new Webhook();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            webhook.read(name, json);
        }
        return webhook;
    }

    private void read(String field, JsonParser json) throws IOException, MalformedDocumentException {
        switch (field) {
            case "type" -> type = WebhookType.ofWireName(ExtendedJson.text(json, field));
            case "_id" -> id = ExtendedJson.id(json, field);
            case "createdAt" -> created = ExtendedJson.millis(json, field);
            case "lastMessageAt" -> lastMessage = ExtendedJson.millis(json, field);
            case "departmentId" -> departmentId = ExtendedJson.idOrEmpty(json, field);
            case "servedBy" -> servedBy = ServedBy.read(json, field);
            case "oldServedBy" -> oldServedBy = ServedBy.read(json, field);
            case "closedAt" -> closedAt = ExtendedJson.millis(json, field);
            case "closer" -> closer = ExtendedJson.text(json, field);
            case "closedBy" -> closedById = Named.id(json, field);
            case "visitor" -> visitorWithoutId = ExtendedJson.isObject(json, field) && Named.id(json, field) == null;
            case "messages" -> readMessages(json);
            default -> json.skipChildren();
        }
    }

    private void readMessages(JsonParser json) throws IOException, MalformedDocumentException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new MalformedDocumentException("\"messages\" is not a list");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String field = "messages[" + messages.size() + "]";
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw new MalformedDocumentException("\"" + field + "\" is not an object");
            }
            messages.add(WebhookMessage.read(json, field));
        }
    }

    WebhookType type() {
        return type;
    }

    Mapped mapped() throws MalformedDocumentException {
        if (type == WebhookType.OTHER) {
            return new Mapped.Nothing(Mapped.Why.NO_CONVERSATION);
        }
        if (visitorWithoutId) {
            // Only the sample that "Send Test" sends has a visitor with an empty _id; its messages have none at all.
            return new Mapped.Nothing(Mapped.Why.TEST);
        }
        if (id == null) {
            throw MalformedDocumentException.missing("_id");
        }
        if (created == null) {
            throw MalformedDocumentException.missing("createdAt");
        }
        List<LivechatEvent> events = new ArrayList<>();
        events.add(new LivechatEvent.Opened(id, created, Identities.OPENED, LivechatEvent.NONE));
        addAssignments(events);
        if (closedAt != null) {
            events.add(new Closing(closedAt, closer, closedById).closed(id));
        }
        long asOf = asOf();
        if (type == WebhookType.QUEUED) {
            events.add(new LivechatEvent.Queued(id, asOf, Identities.queued(asOf), null));
        }
        if (type.saysDepartment()) {
            String department = departmentId == null ? LivechatEvent.NONE : departmentId;
            events.add(
                    new LivechatEvent.Transferred(id, asOf, Identities.department(department, asOf), department, null));
        }
        addMessages(events);
        return new Mapped.Events(events);
    }

    private void addAssignments(List<LivechatEvent> events) throws MalformedDocumentException {
        if (oldServedBy != null) {
            events.add(oldServedBy.assigned(id));
        }
        if (servedBy != null) {
            events.add(servedBy.assigned(id));
        }
    }

    private void addMessages(List<LivechatEvent> events) throws MalformedDocumentException {
        Long closing = null;
        for (int i = 0; i < messages.size(); i++) {
            WebhookMessage message = messages.get(i);
            String field = "messages[" + i + "]";
            if (message.sentMillis() == null) {
                throw MalformedDocumentException.missing(field + ".ts");
            }
            if (message.isWords()) {
                if (message.id() == null) {
                    throw MalformedDocumentException.missing(field + "._id");
                }
                events.add(Message.sent(
                        id, message.id(), message.sentMillis(), message.agentId(), message.agentId() == null));
                if (message.editedMillis() != null) {
                    events.add(Message.edited(id, message.id(), message.editedMillis()));
                }
            } else if (message.closing()) {
                closing = closing == null ? message.sentMillis() : Math.max(closing, message.sentMillis());
            }
        }
        if (closing != null && type.saysOpen()) {
            events.add(new LivechatEvent.Reopened(id, closing, Identities.reopened(closing)));
        }
    }

    /**
     * Up to when the room's fields tell: a webhook has no time of its own. A transfer and a return to the queue write a
     * message first, so that {@code lastMessageAt} is their time. Times of the messages do not count: they are read anew
     * and may be later than the room that came with them.
     */
    private long asOf() {
        long latest = created;
        for (Long time : new Long[] {lastMessage, closedAt, servedBy == null ? null : servedBy.sinceMillis()}) {
            latest = time == null ? latest : Math.max(latest, time);
        }
        return latest;
    }
}
