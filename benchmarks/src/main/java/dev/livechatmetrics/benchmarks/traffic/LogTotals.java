package dev.livechatmetrics.benchmarks.traffic;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What whoever reads the whole log must find in it.
 *
 * @param messages sent by agents
 * @param bytes of keys and values, not compressed
 * @param firstDay in UTC, of the first opening; {@code lastDay} likewise; as ISO dates
 */
public record LogTotals(
        long events,
        long conversations,
        long closedConversations,
        long messages,
        long visitorMessages,
        long bytes,
        String firstDay,
        String lastDay) {

    static final LogTotals NONE = new LogTotals(0, 0, 0, 0, 0, 0, null, null);

    LogTotals plus(TrafficEvent event) {
        boolean opens = event.step() == Step.OPENED;
        String day = opens ? day(event.atMillis()) : lastDay;
        return new LogTotals(
                events + 1,
                conversations + (opens ? 1 : 0),
                closedConversations + (event.step() == Step.CLOSED ? 1 : 0),
                messages + (event.step() == Step.AGENT_MESSAGE ? 1 : 0),
                visitorMessages + (event.step() == Step.VISITOR_MESSAGE ? 1 : 0),
                bytes + event.conversationId().length() + event.value().length,
                firstDay == null ? day : firstDay,
                day);
    }

    private static String day(long epochMillis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(epochMillis), ZoneOffset.UTC)
                .toString();
    }
}
