package dev.livechatmetrics.streams.runtime;

/** The pipeline cannot start or go on as things are; the message says what is wrong and what to do. */
public final class PipelineException extends RuntimeException {
    public PipelineException(String message) {
        super(message);
    }

    public PipelineException(String message, Throwable cause) {
        super(message, cause);
    }
}
