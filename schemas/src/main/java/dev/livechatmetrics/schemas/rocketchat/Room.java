package dev.livechatmetrics.schemas.rocketchat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What matters of a document of {@code rocketchat_room}. It is a state, not a history: what it implies is told with times
 * that it names, and what holds as of now (the department) with the time of its last change, {@code _updatedAt}.
 */
final class Room {
    private static final String LIVECHAT = "l";

    private String id;
    private String kind;
    private Long opened;
    private Long updated;
    private Long queued;
    private Long closedAt;
    private String closer;
    private String closedById;
    private String departmentId;
    private ServedBy servedBy;
    private boolean open;
    private Double chatDurationSeconds;
    private boolean isMessage;

    private Room() {}

    /** Of the object that the parser stands at the beginning of. */
    static Room read(JsonParser json) throws IOException, MalformedDocumentException {
        Room room = new Room();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            room.read(name, json);
        }
        return room;
    }

    private void read(String field, JsonParser json) throws IOException, MalformedDocumentException {
        switch (field) {
            case "_id" -> id = ExtendedJson.id(json, field);
            case "t" -> kind = ExtendedJson.text(json, field);
            case "ts" -> opened = ExtendedJson.millis(json, field);
            case "_updatedAt" -> updated = ExtendedJson.millis(json, field);
            case "queuedAt" -> queued = ExtendedJson.millis(json, field);
            case "closedAt" -> closedAt = ExtendedJson.millis(json, field);
            case "closer" -> closer = ExtendedJson.text(json, field);
            case "closedBy" -> closedById = Named.id(json, field);
            case "departmentId" -> departmentId = ExtendedJson.idOrEmpty(json, field);
            case "servedBy" -> servedBy = ServedBy.read(json, field);
            case "open" -> open = ExtendedJson.isTrue(json);
            case "metrics" -> readMetrics(json);
            case "rid" -> {
                isMessage = true;
                json.skipChildren();
            }
            default -> json.skipChildren();
        }
    }

    private void readMetrics(JsonParser json) throws IOException, MalformedDocumentException {
        if (ExtendedJson.isObject(json, "metrics")) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean duration = json.currentName().equals("chatDuration");
                json.nextToken();
                if (duration) {
                    chatDurationSeconds = ExtendedJson.number(json, "metrics.chatDuration");
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    /** Whether the document says so; one that was cut down to its id does not. */
    boolean isOtherThanLivechat() {
        return kind != null && !kind.equals(LIVECHAT);
    }

    Mapped mapped() throws MalformedDocumentException {
        if (isMessage) {
            // Where the two collections were taken for one another, not a word must be passed over in silence.
            throw new MalformedDocumentException("is a message, by its \"rid\", and not a room");
        }
        if (kind == null) {
            throw MalformedDocumentException.missing("t");
        }
        if (!kind.equals(LIVECHAT)) {
            return new Mapped.Nothing(Mapped.Why.NO_LIVECHAT);
        }
        if (id == null) {
            throw MalformedDocumentException.missing("_id");
        }
        if (opened == null) {
            throw MalformedDocumentException.missing("ts");
        }
        List<LivechatEvent> events = new ArrayList<>();
        // Without a department: the document knows the latest one, not the first, and the same event must always say
        // the same.
        events.add(new LivechatEvent.Opened(id, opened, Identities.OPENED, LivechatEvent.NONE));
        if (queued != null && queued > opened) {
            events.add(new LivechatEvent.Queued(id, queued, Identities.queued(queued), null));
        }
        if (servedBy != null) {
            events.add(servedBy.assigned(id));
        }
        if (closedAt != null) {
            events.add(new Closing(closedAt, closer, closedById).closed(id));
        } else if (open && chatDurationSeconds != null) {
            addReopening(events);
        }
        String department = departmentId == null ? LivechatEvent.NONE : departmentId;
        long asOf = asOf();
        events.add(new LivechatEvent.Transferred(id, asOf, Identities.department(department, asOf), department, null));
        return new Mapped.Events(events);
    }

    /**
     * A re-opening takes {@code closedAt} away and leaves the duration that was worked out from it. When it happened the
     * document does not say: right after the close is the only time that is the same in every export.
     */
    private void addReopening(List<LivechatEvent> events) throws MalformedDocumentException {
        long closed = opened + Math.round(chatDurationSeconds * 1_000);
        if (!ExtendedJson.isWithinYears(closed)) {
            throw new MalformedDocumentException("\"metrics.chatDuration\" leads out of the years 0 to 9999");
        }
        events.add(new LivechatEvent.Closed(id, closed, Identities.closedBeforeReopening(closed), null));
        events.add(new LivechatEvent.Reopened(id, closed, Identities.reopened(closed)));
    }

    private long asOf() {
        long latest = opened;
        for (Long time : new Long[] {updated, queued, closedAt, servedBy == null ? null : servedBy.sinceMillis()}) {
            latest = time == null ? latest : Math.max(latest, time);
        }
        return latest;
    }
}
