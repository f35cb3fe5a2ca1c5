package dev.livechatmetrics.benchmarks.contender;

/** A pass did not end, or not with what the log holds: its time means nothing. */
public final class WrongResultException extends Exception {
    private static final long serialVersionUID = 1L;

    public WrongResultException(String message) {
        super(message);
    }

    public static void check(String what, long expected, long found) throws WrongResultException {
        if (expected != found) {
            throw new WrongResultException("%s: %,d expected, %,d found".formatted(what, expected, found));
        }
    }
}
