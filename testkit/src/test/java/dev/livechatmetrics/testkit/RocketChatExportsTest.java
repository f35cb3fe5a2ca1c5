package dev.livechatmetrics.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What one source sees of a workspace and another does not is what {@code docs/connect-rocketchat.md} says, and nothing else.
 * Over the conversations of one workspace, one by one: a mean would hide what makes it up.
 */
class RocketChatExportsTest {
    private static final String REACTION = "Avg_reaction_time";
    private static final String MESSAGES = "Total_messages";
    private static final List<String> ALL_BUT_REACTION = NaiveCharts.chartNames().stream()
            .filter(chart -> !chart.equals(REACTION))
            .toList();
    private static final RocketChatTraits WITHOUT_INTERVENTIONS = new RocketChatTraits(true, true, false);
    private static final LocalDate FIRST_DAY = LocalDate.parse("2025-08-31");
    private static final LocalDate LAST_DAY = LocalDate.parse("2025-09-25");

    /** The generator's longest, and what rounding both to hundredths adds. */
    private static final double LAG_SECONDS = 0.05;

    @Test
    void webhooksKnowNothingOfDeletionsAndElseTheSame() {
        int told = 0;
        for (RocketChatHistory history : conversations(RocketChatTraits.ALL)) {
            NaiveCharts webhooks = NaiveRocketChat.ofWebhooks(Stream.of(history));
            assertSame(
                    webhooks,
                    NaiveRocketChat.ofDocuments(Stream.of(RocketChatExports.withoutDeletions(history))),
                    ALL_BUT_REACTION);
            told += webhooks.countedConversations()
                    - NaiveRocketChat.ofDocuments(Stream.of(history)).countedConversations();
        }
        assertThat(told).as("rooms that are gone").isPositive();
    }

    @Test
    void documentsHaveAssignmentsAFewMillisecondsLater() {
        double most = 0;
        for (RocketChatHistory history : conversations(WITHOUT_INTERVENTIONS)) {
            double told = reaction(NaiveRocketChat.ofWebhooks(Stream.of(history)));
            double kept = reaction(NaiveRocketChat.ofDocuments(Stream.of(RocketChatExports.withoutDeletions(history))));
            assertThat(told - kept).isBetween(-1e-9, LAG_SECONDS);
            most = Math.max(most, told - kept);
        }
        assertThat(most).isPositive();
    }

    @Test
    void changeStreamsWithPreImagesSeeWhatAnExportSeesThatKeepsDeletedMessages() {
        for (RocketChatHistory history : conversations(RocketChatTraits.ALL)) {
            assertSame(
                    NaiveRocketChat.ofChanges(history.changes(), true),
                    NaiveRocketChat.ofDocuments(Stream.of(RocketChatExports.keepingDeletedMessages(history))),
                    ALL_BUT_REACTION);
        }
        for (RocketChatHistory history : conversations(WITHOUT_INTERVENTIONS)) {
            assertSame(
                    NaiveRocketChat.ofChanges(history.changes(), true),
                    NaiveRocketChat.ofDocuments(Stream.of(RocketChatExports.keepingDeletedMessages(history))),
                    NaiveCharts.chartNames());
        }
    }

    @Test
    void changeStreamsWithoutPreImagesCountMessagesThatAreGone() {
        int differing = 0;
        for (RocketChatHistory history : conversations(RocketChatTraits.ALL)) {
            NaiveCharts changes = NaiveRocketChat.ofChanges(history.changes(), false);
            assertSame(
                    changes,
                    NaiveRocketChat.ofDocuments(Stream.of(RocketChatExports.withMessagesThatAreGone(history))),
                    ALL_BUT_REACTION);
            boolean same =
                    chart(changes, MESSAGES).equals(chart(NaiveRocketChat.ofDocuments(Stream.of(history)), MESSAGES));
            differing += same ? 0 : 1;
        }
        assertThat(differing).as("conversations with an agent's message gone").isPositive();
    }

    private static List<RocketChatHistory> conversations(RocketChatTraits traits) {
        return IntStream.range(0, 400)
                .mapToObj(number -> RocketChatHistory.conversation(7, number, traits))
                .toList();
    }

    private static void assertSame(NaiveCharts one, NaiveCharts other, List<String> charts) {
        for (String name : charts) {
            assertThat(chart(one, name)).isEqualTo(chart(other, name));
        }
    }

    private static ChartAnswer chart(NaiveCharts charts, String name) {
        return charts.chart(name, FIRST_DAY, LAST_DAY, null, ZoneOffset.UTC);
    }

    /** Of the one conversation. */
    private static double reaction(NaiveCharts charts) {
        return chart(charts, REACTION).points().stream()
                .mapToDouble(Double::parseDouble)
                .sum();
    }
}
