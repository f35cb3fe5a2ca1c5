package dev.livechatmetrics.testkit;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * How far one conversation has come, found out anew from its events without repetitions by code that shares nothing with
 * the product.
 *
 * @param openedMillis of its first opening; empty where there is none
 * @param closed whether its latest close is not followed by a reopening
 * @param latestMillis of its latest event
 */
public record NaiveStanding(OptionalLong openedMillis, boolean closed, long latestMillis) {

    /** Of at least one event; tombstones are passed over. */
    public static NaiveStanding of(Collection<WireEvent> events) {
        List<NaiveEvent> ordered = events.stream()
                .filter(event -> event.value() != null)
                .map(NaiveEvent::read)
                .sorted(Comparator.reverseOrder())
                .toList();
        boolean closed = ordered.stream()
                .map(NaiveEvent::kind)
                .filter(kind -> kind == EventKind.CLOSED || kind == EventKind.REOPENED)
                .findFirst()
                .filter(EventKind.CLOSED::equals)
                .isPresent();
        OptionalLong opened = ordered.stream()
                .filter(event -> event.kind() == EventKind.OPENED)
                .mapToLong(NaiveEvent::atMillis)
                .min();
        return new NaiveStanding(opened, closed, ordered.get(0).atMillis());
    }
}
