package dev.livechatmetrics.schemas.rocketchat;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** What changes of documents mean for the metrics; whether a room is a livechat is asked wherever the record says it. */
final class ChangeMapping {
    private ChangeMapping() {}

    static Mapped room(ChangeRecord change) throws IOException, MalformedDocumentException {
        return switch (change.operation()) {
            case OTHER -> new Mapped.Nothing(Mapped.Why.NO_DOCUMENT_CHANGED);
            case WRITTEN ->
                change.document() == null
                        ? new Mapped.Nothing(Mapped.Why.DOCUMENT_LEFT_OUT)
                        : room(change.document()).mapped();
            case TOMBSTONE ->
                change.id() == null ? new Mapped.Nothing(Mapped.Why.TOMBSTONE) : new Mapped.Removed(change.id());
            case DELETED -> deletedRoom(change);
        };
    }

    private static Mapped deletedRoom(ChangeRecord change) throws IOException, MalformedDocumentException {
        if (change.before() != null && room(change.before()).isOtherThanLivechat()) {
            return new Mapped.Nothing(Mapped.Why.NO_LIVECHAT);
        }
        if (change.id() == null) {
            throw MalformedDocumentException.missing("_id");
        }
        return new Mapped.Removed(change.id());
    }

    static Mapped message(ChangeRecord change) throws IOException, MalformedDocumentException {
        return switch (change.operation()) {
            case OTHER -> new Mapped.Nothing(Mapped.Why.NO_DOCUMENT_CHANGED);
            case TOMBSTONE -> new Mapped.Nothing(Mapped.Why.TOMBSTONE);
            case WRITTEN -> {
                if (change.document() == null) {
                    yield new Mapped.Nothing(Mapped.Why.DOCUMENT_LEFT_OUT);
                }
                Message message = message(change.document());
                yield message.isOfTeam() ? new Mapped.Nothing(Mapped.Why.NO_LIVECHAT) : message.mapped();
            }
            case DELETED -> {
                if (change.before() == null) {
                    yield new Mapped.Nothing(Mapped.Why.DELETED_MESSAGE_UNKNOWN);
                }
                Message message = message(change.before());
                yield message.isOfTeam() ? new Mapped.Nothing(Mapped.Why.NO_LIVECHAT) : message.mappedAsDeleted();
            }
        };
    }

    private static Room room(JsonPiece document) throws IOException, MalformedDocumentException {
        try (JsonParser json = opened(document)) {
            return Room.read(json);
        }
    }

    private static Message message(JsonPiece document) throws IOException, MalformedDocumentException {
        try (JsonParser json = opened(document)) {
            return Message.read(json);
        }
    }

    private static JsonParser opened(JsonPiece document) throws IOException, MalformedDocumentException {
        JsonParser json = document.parser();
        if (!ExtendedJson.beginsObject(json)) {
            json.close();
            throw new MalformedDocumentException("the document is not a JSON object");
        }
        return json;
    }
}
