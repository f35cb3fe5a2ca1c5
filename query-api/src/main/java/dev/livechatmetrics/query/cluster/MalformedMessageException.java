package dev.livechatmetrics.query.cluster;

/** A message between instances cannot be read; the message says why and repeats nothing of it. */
public final class MalformedMessageException extends Exception {
    MalformedMessageException(String message) {
        super(message);
    }
}
