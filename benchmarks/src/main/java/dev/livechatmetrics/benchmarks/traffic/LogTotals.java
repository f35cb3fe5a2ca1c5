package dev.livechatmetrics.benchmarks.traffic;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What whoever reads the whole log must find in it.
 *
 * @param events records, the repeated ones among them
 * @param repeated records of events that the log has a second time; the counts that follow are without them
 * @param messages sent by agents
 * @param bytes of keys and values, not compressed
 * @param firstDay in UTC, of the first opening; {@code lastDay} likewise; as ISO dates
 */
public record LogTotals(
        long events,
        long repeated,
        long conversations,
        long closedConversations,
        long messages,
        long visitorMessages,
        long bytes,
        String firstDay,
        String lastDay) {

    /** Counts while the events are written. */
    public static final class Counter {
        private long events;
        private long repeated;
        private long conversations;
        private long closedConversations;
        private long messages;
        private long visitorMessages;
        private long bytes;
        private long firstMillis = Long.MAX_VALUE;
        private long lastMillis = Long.MIN_VALUE;

        public void count(TrafficEvent event) {
            events++;
            bytes += event.conversationId().length() + event.value().length;
            if (event.repeats()) {
                repeated++;
                return;
            }
            switch (event.step()) {
                case OPENED -> {
                    conversations++;
                    firstMillis = Math.min(firstMillis, event.atMillis());
                    lastMillis = Math.max(lastMillis, event.atMillis());
                }
                case CLOSED -> closedConversations++;
                case AGENT_MESSAGE -> messages++;
                case VISITOR_MESSAGE -> visitorMessages++;
                case ASSIGNED, TRANSFERRED -> {
                    // Only moves or joins.
                }
            }
        }

        public LogTotals totals() {
            return new LogTotals(
                    events,
                    repeated,
                    conversations,
                    closedConversations,
                    messages,
                    visitorMessages,
                    bytes,
                    conversations == 0 ? null : day(firstMillis),
                    conversations == 0 ? null : day(lastMillis));
        }

        private static String day(long epochMillis) {
            return LocalDate.ofInstant(Instant.ofEpochMilli(epochMillis), ZoneOffset.UTC)
                    .toString();
        }
    }
}
