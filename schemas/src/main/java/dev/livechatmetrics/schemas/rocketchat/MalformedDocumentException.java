package dev.livechatmetrics.schemas.rocketchat;

/** A document or payload that is not what it should be; the message names the field, never a value. */
final class MalformedDocumentException extends Exception {
    MalformedDocumentException(String reason) {
        super(reason);
    }

    static MalformedDocumentException missing(String field) {
        return new MalformedDocumentException("\"" + field + "\" is missing");
    }
}
