package dev.livechatmetrics.query.access;

/** The file of users cannot be used; the message names it and what it takes, and never quotes it. */
public final class AccessException extends RuntimeException {
    AccessException(String message) {
        super(message);
    }
}
