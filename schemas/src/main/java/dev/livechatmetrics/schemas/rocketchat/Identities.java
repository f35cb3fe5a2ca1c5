package dev.livechatmetrics.schemas.rocketchat;

import dev.livechatmetrics.schemas.event.Ids;

/**
 * The identities of events that Rocket.Chat's data imply: made of nothing but what the event says, so that whoever sees
 * the same thing, and however often, makes the same event of it. Identities are unique within a conversation and type,
 * so none repeats the conversation's id. A message's own identity is its {@code _id}.
 */
final class Identities {
    static final String OPENED = "rc:opened";

    private Identities() {}

    static String assigned(String agentId, long millis) throws MalformedDocumentException {
        return checked("rc:assigned:" + agentId + ":" + millis, "servedBy._id");
    }

    /** By the message that says so in the conversation. */
    static String connected(String messageId) throws MalformedDocumentException {
        return checked("rc:connected:" + messageId, "_id");
    }

    /** Which department a conversation had at that time; {@code departmentId} is empty for none. */
    static String department(String departmentId, long millis) throws MalformedDocumentException {
        return checked("rc:department:" + departmentId + ":" + millis, "departmentId");
    }

    /** By the message that says so in the conversation. */
    static String transfer(String messageId) throws MalformedDocumentException {
        return checked("rc:transfer:" + messageId, "_id");
    }

    static String queued(long millis) {
        return "rc:queued:" + millis;
    }

    static String closed(long millis) {
        return "rc:closed:" + millis;
    }

    /** The close before a re-opening, of which the room keeps the time and not by whom. */
    static String closedBeforeReopening(long millis) {
        return "rc:closed-before-reopening:" + millis;
    }

    /** After the close at that time. */
    static String reopened(long closedMillis) {
        return "rc:reopened:" + closedMillis;
    }

    static String edited(String messageId, long millis) throws MalformedDocumentException {
        return checked("rc:edited:" + messageId + ":" + millis, "_id");
    }

    static String deleted(String messageId, long millis) throws MalformedDocumentException {
        return checked("rc:deleted:" + messageId + ":" + millis, "_id");
    }

    private static String checked(String identity, String field) throws MalformedDocumentException {
        if (!Ids.isId(identity)) {
            throw new MalformedDocumentException("\"" + field + "\" is too long to be a part of an event's identity");
        }
        return identity;
    }
}
