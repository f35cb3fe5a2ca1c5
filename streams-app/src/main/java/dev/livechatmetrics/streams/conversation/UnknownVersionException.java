package dev.livechatmetrics.streams.conversation;

/**
 * A stored row is of a format that this build does not know, as after a downgrade. It is a fault of no record: who meets
 * it ends, before anything is guessed or overwritten.
 */
public final class UnknownVersionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private UnknownVersionException(String message) {
        super(message);
    }

    /**
     * Refuses a version that this build does not know.
     *
     * @param stores those that have such rows, as words of a sentence
     * @param oldest version that this build knows, as all from it to {@code newest}
     */
    public static void check(String stores, int found, int oldest, int newest) {
        if (found < oldest || found > newest) {
            throw new UnknownVersionException("A row of the " + stores + " has version " + found
                    + "; this build knows " + (oldest == newest ? "version " : "versions " + oldest + " to ") + newest
                    + ". Another build wrote it: run that one or a later one, or have this one begin anew from the events"
                    + " in the topics, with another APPLICATION_ID.");
        }
    }
}
