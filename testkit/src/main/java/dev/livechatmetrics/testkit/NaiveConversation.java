package dev.livechatmetrics.testkit;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The figures of one conversation, contract §2 line by line. Durations are in milliseconds, {@code averageResponse} in
 * microseconds; an empty figure is missing; department {@code ""} is none.
 */
record NaiveConversation(
        long openedMillis,
        String department,
        int messages,
        int visitorMessages,
        Optional<BigInteger> chatDuration,
        NaiveResponses responses) {

    /** Of distinct events in the contract's order; empty while the conversation was never opened. */
    static Optional<NaiveConversation> of(List<NaiveEvent> ordered) {
        return of(ordered, ordered);
    }

    /** The same, of the department that further events in their order say. */
    static Optional<NaiveConversation> of(List<NaiveEvent> ordered, List<NaiveEvent> moves) {
        return ordered.stream()
                .filter(event -> event.kind() == EventKind.OPENED)
                .findFirst()
                .map(opened -> new NaiveConversation(
                        opened.atMillis(),
                        latestDepartment(opened, moves),
                        messages(ordered, Set.of("agent", "bot")),
                        messages(ordered, Set.of("visitor")),
                        chatDuration(opened, ordered),
                        NaiveResponses.of(opened.atMillis(), ordered)));
    }

    private static String latestDepartment(NaiveEvent opened, List<NaiveEvent> ordered) {
        String department = opened.text("departmentId");
        for (NaiveEvent event : ordered) {
            boolean moves = event.kind() == EventKind.TRANSFERRED || event.kind() == EventKind.QUEUED;
            if (moves && event.compareTo(opened) > 0 && event.carries("departmentId")) {
                department = event.text("departmentId");
            }
        }
        return department;
    }

    private static int messages(List<NaiveEvent> ordered, Set<String> senders) {
        Set<String> deleted = new HashSet<>();
        for (NaiveEvent event : ordered) {
            if (event.kind() == EventKind.MESSAGE_DELETED) {
                deleted.add(event.text("messageId"));
            }
        }
        int messages = 0;
        for (NaiveEvent event : ordered) {
            boolean sent = event.kind() == EventKind.SENT && senders.contains(event.text("sender"));
            if (sent && !deleted.contains(event.identity())) {
                messages++;
            }
        }
        return messages;
    }

    private static Optional<BigInteger> chatDuration(NaiveEvent opened, List<NaiveEvent> ordered) {
        Optional<BigInteger> duration = Optional.empty();
        for (NaiveEvent event : ordered) {
            if (event.kind() == EventKind.CLOSED) {
                duration = Optional.of(BigInteger.valueOf(event.atMillis() - opened.atMillis()));
            }
        }
        return duration;
    }
}
