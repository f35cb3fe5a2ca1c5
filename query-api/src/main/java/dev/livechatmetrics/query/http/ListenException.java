package dev.livechatmetrics.query.http;

/** The server cannot listen at the address that it was given; the message names it and the settings. */
public final class ListenException extends RuntimeException {
    ListenException(String message) {
        super(message);
    }
}
