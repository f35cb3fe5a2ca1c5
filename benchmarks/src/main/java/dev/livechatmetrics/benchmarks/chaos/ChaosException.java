package dev.livechatmetrics.benchmarks.chaos;

/** The run cannot go on: a process is not there in time, or says what it must not; the message has its last words. */
final class ChaosException extends Exception {
    private static final long serialVersionUID = 1L;

    ChaosException(String message) {
        super(message);
    }
}
