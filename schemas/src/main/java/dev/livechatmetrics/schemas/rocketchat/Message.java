package dev.livechatmetrics.schemas.rocketchat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import dev.livechatmetrics.schemas.event.Sender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What matters of a document of {@code rocketchat_message}. Whose message it is it says itself: a visitor's carries the
 * visitor's token, and what Rocket.Chat itself wrote has a type. Of the text only this is looked at: whether a
 * {@code command} is the one that says that an agent was connected.
 */
final class Message {
    private static final String COMMAND = "command";
    private static final String CONNECTED = "connected";
    private static final String TRANSFER = "livechat_transfer_history";
    private static final String REMOVED = "rm";

    /** The channel that every user of a workspace is in. */
    private static final String GENERAL = "GENERAL";

    /** Ids of users are not shorter; that of Rocket.Chat's own is as long. */
    private static final int SHORTEST_USER_ID = 10;

    private String id;
    private String conversationId;
    private Long sent;
    private Long updated;
    private Long edited;
    private String kind;
    private String userId;
    private boolean saysConnected;
    private boolean hasToken;
    private boolean hidden;
    private boolean hasParent;
    private String transferScope;
    private String nextDepartmentId;

    private Message() {}

    /** Of the object that the parser stands at the beginning of. */
    static Message read(JsonParser json) throws IOException, MalformedDocumentException {
        Message message = new Message();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            message.read(name, json);
        }
        return message;
    }

    private void read(String field, JsonParser json) throws IOException, MalformedDocumentException {
        switch (field) {
            case "_id" -> id = ExtendedJson.id(json, field);
            case "rid" -> conversationId = ExtendedJson.id(json, field);
            case "ts" -> sent = ExtendedJson.millis(json, field);
            case "_updatedAt" -> updated = ExtendedJson.millis(json, field);
            case "editedAt" -> edited = ExtendedJson.millis(json, field);
            case "t" -> kind = ExtendedJson.text(json, field);
            case "u" -> userId = Named.id(json, field);
            case "msg" -> {
                saysConnected = json.currentToken() == JsonToken.VALUE_STRING
                        && json.getTextLength() == CONNECTED.length()
                        && json.getText().equals(CONNECTED);
                json.skipChildren();
            }
            case "token" -> hasToken = isThere(json);
            case "_hidden" -> hidden = ExtendedJson.isTrue(json);
            case "parent" -> hasParent = isThere(json);
            case "transferData" -> readTransfer(json);
            default -> json.skipChildren();
        }
    }

    private static boolean isThere(JsonParser json) throws IOException {
        boolean there = json.currentToken() != JsonToken.VALUE_NULL;
        json.skipChildren();
        return there;
    }

    private void readTransfer(JsonParser json) throws IOException, MalformedDocumentException {
        if (ExtendedJson.isObject(json, "transferData")) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "scope" -> transferScope = ExtendedJson.text(json, "transferData.scope");
                    case "nextDepartment" -> nextDepartmentId = Named.id(json, "transferData.nextDepartment");
                    default -> json.skipChildren();
                }
            }
        }
    }

    Mapped mapped() throws MalformedDocumentException {
        if (isEarlierVersion()) {
            return new Mapped.Nothing(Mapped.Why.EARLIER_VERSION);
        }
        boolean typed = isTyped();
        boolean removed = REMOVED.equals(kind);
        boolean connected = COMMAND.equals(kind) && saysConnected && userId != null;
        boolean transferred = TRANSFER.equals(kind);
        if (typed && !removed && !connected && !transferred) {
            // A room has a type, too: where the two collections were taken for one another, that must not pass in
            // silence.
            require(conversationId, "rid");
            return new Mapped.Nothing(Mapped.Why.SYSTEM_MESSAGE);
        }
        requireAll();
        if (connected) {
            return new Mapped.Events(
                    List.of(new LivechatEvent.Assigned(conversationId, sent, Identities.connected(id), userId)));
        }
        return new Mapped.Events(transferred ? List.of(transfer()) : words(removed || hidden));
    }

    /** Of one that is not there any more. */
    Mapped mappedAsDeleted() throws MalformedDocumentException {
        if (isEarlierVersion()) {
            return new Mapped.Nothing(Mapped.Why.EARLIER_VERSION);
        }
        if (isTyped() && !REMOVED.equals(kind)) {
            return new Mapped.Nothing(Mapped.Why.SYSTEM_MESSAGE);
        }
        requireAll();
        return new Mapped.Events(words(true));
    }

    /**
     * Whether the message itself says that it is none of a livechat: it is of the general channel, or of a direct message,
     * whose id is put together of the ids of its two users. Messages of other channels and groups do not say it.
     */
    boolean isOfTeam() {
        if (conversationId == null || userId == null) {
            return false;
        }
        boolean direct = userId.length() >= SHORTEST_USER_ID
                && conversationId.length() > userId.length()
                && (conversationId.startsWith(userId) || conversationId.endsWith(userId));
        return direct || conversationId.equals(GENERAL);
    }

    private boolean isEarlierVersion() {
        return hidden && hasParent;
    }

    private boolean isTyped() {
        return kind != null && !kind.isEmpty();
    }

    private void requireAll() throws MalformedDocumentException {
        require(id, "_id");
        require(conversationId, "rid");
        require(sent, "ts");
    }

    private static void require(Object value, String field) throws MalformedDocumentException {
        if (value == null) {
            throw MalformedDocumentException.missing(field);
        }
    }

    /**
     * Without the agent whom it was handed to: a message of its own says that he was connected, and at that time. Whether
     * a transfer to a department left the conversation without an agent is not in it; its room says so ({@code queuedAt}).
     */
    private LivechatEvent transfer() throws MalformedDocumentException {
        String identity = Identities.transfer(id);
        return "queue".equals(transferScope)
                ? new LivechatEvent.Queued(conversationId, sent, identity, nextDepartmentId)
                : new LivechatEvent.Transferred(conversationId, sent, identity, nextDepartmentId, null);
    }

    private List<LivechatEvent> words(boolean deleted) throws MalformedDocumentException {
        List<LivechatEvent> events = new ArrayList<>(2);
        events.add(sent(conversationId, id, sent, hasToken ? null : userId, hasToken));
        if (deleted) {
            long at = edited != null ? edited : updated != null ? updated : sent;
            events.add(new LivechatEvent.MessageDeleted(conversationId, at, Identities.deleted(id, at), id));
        } else if (edited != null) {
            events.add(edited(conversationId, id, edited));
        }
        return events;
    }

    /**
     * Bots are told as agents: only the collection of users knows them, a webhook never says it, and the metrics make no
     * difference. A visitor's id is left out.
     */
    static LivechatEvent sent(String conversationId, String id, long millis, String agentId, boolean byVisitor) {
        return new LivechatEvent.MessageSent(
                conversationId, millis, id, byVisitor ? Sender.VISITOR : Sender.AGENT, byVisitor ? null : agentId);
    }

    static LivechatEvent edited(String conversationId, String id, long millis) throws MalformedDocumentException {
        return new LivechatEvent.MessageEdited(conversationId, millis, Identities.edited(id, millis), id);
    }
}
