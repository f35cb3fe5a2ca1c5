package dev.livechatmetrics.streams.runtime;

import dev.livechatmetrics.streams.conversation.UnknownVersionException;
import java.util.Optional;
import java.util.stream.Stream;

/** A failure of the pipeline that the operator can mend, in words for the operator. */
public final class PlainFailure {
    /** How the system says it, whoever met it: RocksDB has no exception of its own for that. */
    private static final String NO_SPACE = "No space left on device";

    private PlainFailure() {}

    /** What is wrong and what to do; empty where the log alone knows. */
    public static Optional<String> of(Throwable failure) {
        return causes(failure)
                .map(cause -> {
                    if (cause instanceof UnknownVersionException) {
                        return cause.getMessage();
                    }
                    return String.valueOf(cause.getMessage()).contains(NO_SPACE)
                            ? "The disk under DATA_DIR is full: make room on it, or move DATA_DIR to a larger one."
                            : null;
                })
                .filter(words -> words != null)
                .findFirst();
    }

    /** Whether a new thread would only meet it again. */
    static boolean isLasting(Throwable failure) {
        return causes(failure).anyMatch(UnknownVersionException.class::isInstance);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
