package dev.livechatmetrics.schemas.event;

/** What became of a record: an event, a type that this version does not know, or a refusal with its reason. */
public sealed interface Decoded {
    record Event(LivechatEvent event) implements Decoded {}

    /** An event of which only that was read which a conversation keeps. */
    record Kept(KeptEvent event) implements Decoded {}

    /** A null value on the conversations' topic: the deletion of the conversation. */
    record Tombstone(String conversationId) implements Decoded {}

    /** Sound up to its {@code type}, which is none of {@link EventType}. */
    record UnknownType(String conversationId) implements Decoded {}

    /** {@code reason}: a code and, where one is to blame, a field's name; never a value. */
    record Refused(Reason reason, String field) implements Decoded {
        public static Refused of(Reason reason) {
            return new Refused(reason, null);
        }

        /** The text of the header {@code livechat.error.reason}, such as {@code missing-field eventId}. */
        public String text() {
            return field == null ? reason.code() : reason.code() + " " + field;
        }
    }
}
