package dev.livechatmetrics.query.tls;

/** A file of certificates or of a key cannot be used; the message names its setting and what it takes. */
public final class TlsException extends RuntimeException {
    TlsException(String message) {
        super(message);
    }
}
