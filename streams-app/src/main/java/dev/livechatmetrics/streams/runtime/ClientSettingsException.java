package dev.livechatmetrics.streams.runtime;

/** Kafka's clients do not start with the settings; the message names their keys. Without a cause, which may quote a secret. */
public final class ClientSettingsException extends RuntimeException {
    ClientSettingsException(String message) {
        super(message);
    }
}
