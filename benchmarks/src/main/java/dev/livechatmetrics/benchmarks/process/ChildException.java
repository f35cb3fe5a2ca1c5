package dev.livechatmetrics.benchmarks.process;

/** A process of the run failed, ended or said nothing in time; the message has its last words. */
public final class ChildException extends Exception {
    private static final long serialVersionUID = 1L;

    public ChildException(String message) {
        super(message);
    }
}
