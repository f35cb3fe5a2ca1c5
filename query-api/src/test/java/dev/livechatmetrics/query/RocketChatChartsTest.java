package dev.livechatmetrics.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.query.chart.ChartQuestion;
import dev.livechatmetrics.query.chart.ChartsCompatibility;
import dev.livechatmetrics.schemas.chart.ChartName;
import dev.livechatmetrics.streams.topology.Scope;
import dev.livechatmetrics.testkit.WireEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Charts as Rocket.Chat 8's own code makes them, worked by hand from it: a few conversations near the ends of days, by UTC
 * and by other zones.
 */
class RocketChatChartsTest {
    /** On which Berlin is two hours ahead of UTC, at twenty past. */
    private static final Instant IN_SUMMER = Instant.parse("2025-09-15T08:20:00Z");

    private static final Instant IN_WINTER = Instant.parse("2025-12-15T08:40:00Z");

    private static DrivenPipeline pipeline;

    @BeforeAll
    static void send() {
        pipeline = new DrivenPipeline(ZoneId.of("Europe/Berlin"), 2);
        talk("c1", "2025-10-01T21:30:00Z", "visitor 10", "agent 30", "agent 40");
        talk("c2", "2025-10-01T22:30:00Z", "visitor 10");
        talk("c3", "2025-10-02T12:00:00Z", "visitor 10", "bot 50");
        talk("c4", "2025-10-02T22:15:00Z");
        talk("c5", "2025-03-30T22:30:00Z");
        // Where the stores do not tell that there is an agent's message, or that there is none any more.
        talk("c6", "2025-11-05T12:00:00Z", "agent 0");
        talk("c7", "2025-11-06T12:00:00Z", "visitor 10", "agent 20");
        pipeline.send(
                event("c7", "message.deleted", "2025-11-06T12:01:00Z", ",\"eventId\":\"d\",\"messageId\":\"c7-1\""));
    }

    @AfterAll
    static void close() {
        pipeline.close();
    }

    private static void talk(String id, String opened, String... messages) {
        List<WireEvent> events = new ArrayList<>();
        events.add(event(id, "conversation.opened", opened, ",\"eventId\":\"o\""));
        for (int i = 0; i < messages.length; i++) {
            String[] message = messages[i].split(" ", -1);
            String at = Instant.parse(opened)
                    .plusSeconds(Long.parseLong(message[1]))
                    .toString();
            events.add(event(
                    id,
                    "message.sent",
                    at,
                    ",\"messageId\":\"" + id + "-" + i + "\",\"sender\":\"" + message[0] + "\""));
        }
        pipeline.send(events);
    }

    private static WireEvent event(String id, String type, String at, String more) {
        String topic = type.startsWith("message.") ? WireEvent.MESSAGES : WireEvent.CONVERSATIONS;
        return WireEvent.of(
                topic,
                id,
                "{\"type\":\"" + type + "\",\"conversationId\":\"" + id + "\",\"occurredAt\":\"" + at + "\"" + more
                        + "}");
    }

    private static String chart(String name, String start, String end, String zone, Instant now) {
        return pipeline.chart(
                new ChartQuestion(ChartName.of(name), LocalDate.parse(start), LocalDate.parse(end), Scope.ALL),
                ChartsCompatibility.ROCKETCHAT.rendering(ZoneId.of(zone), () -> now));
    }

    /**
     * Days are UTC's: from 10/2 to 10/3 in Berlin is from 10/1 22:00 to 10/3 21:59 of UTC, which has parts of three, and c1,
     * of 10/1 in both, is counted too. c2 and c4 have no message of an agent, and count as one.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Total_conversations     | UTC              | '10/2','10/3'        | 2,0",
                "Total_conversations     | Europe/Berlin    | '10/1','10/2','10/3' | 2,2,0",
                "Total_conversations     | America/New_York | '10/2','10/3','10/4' | 2,0,0",
                "Total_messages          | UTC              | '10/2','10/3'        | 2,0",
                "Total_messages          | Europe/Berlin    | '10/1','10/2','10/3' | 3,2,0",
                "Total_messages          | America/New_York | '10/2','10/3','10/4' | 2,0,0",
                "Avg_first_response_time | Europe/Berlin    | '10/1','10/2','10/3' | 20,40,0"
            },
            quoteCharacter = '"')
    void shouldShowTheDaysOfUtc(String name, String zone, String labels, String points) {
        assertThat(chart(name, "2025-10-02", "2025-10-03", zone, IN_SUMMER)).isEqualTo(body(name, labels, points));
    }

    /** From 22:00 of UTC on; c2 is in the first hour, c3 in that from 12:00 of UTC, and c4 after the day. */
    @Test
    void shouldShowTheHoursOfALocalDay() {
        double[] points = new double[24];
        points[0] = 1;
        points[14] = 1;

        assertThat(chart("Total_messages", "2025-10-02", "2025-10-02", "Europe/Berlin", IN_SUMMER))
                .isEqualTo(body("Total_messages", hours(0, 0), points(points)));
    }

    /** An hour of UTC is labelled by today's offset: in winter the day of summer seems to begin at 11 in the evening. */
    @Test
    void shouldLabelHoursByTheOffsetOfToday() {
        assertThat(chart("Total_conversations", "2025-10-03", "2025-10-03", "Europe/Berlin", IN_WINTER))
                .contains("\"dataLabels\":[" + hours(23, 23).replace('\'', '"') + "]");
    }

    /** In India an hour begins at half past of UTC and ends with the hour of UTC: c3, at 12:00 of UTC, is in none. */
    @Test
    void shouldLoseHalfOfEachHourOffTheHour() {
        double[] points = new double[24];
        points[3] = 1;
        points[4] = 1;

        assertThat(chart("Total_conversations", "2025-10-02", "2025-10-02", "Asia/Kolkata", IN_SUMMER))
                .isEqualTo(body("Total_conversations", hours(23, 0), points(points)));
        assertThat(chart("Total_conversations", "2025-10-02", "2025-10-02", "Asia/Kolkata", IN_WINTER))
                .isEqualTo(body("Total_conversations", hours(0, 0), points(points)));
    }

    @Test
    void shouldShowTheNextDaysFirstHourInADayOf23() {
        double[] points = new double[24];
        points[23] = 1;

        assertThat(chart("Total_conversations", "2025-03-30", "2025-03-30", "Europe/Berlin", IN_SUMMER))
                .isEqualTo(body("Total_conversations", hours(1, 1), points(points)));
    }

    @Test
    void shouldTakeADayOf25HoursForTwo() {
        assertThat(chart("Total_conversations", "2025-10-26", "2025-10-26", "Europe/Berlin", IN_SUMMER))
                .isEqualTo(body("Total_conversations", "'10/25','10/26'", "0,0"));
    }

    /** Rocket.Chat's are 1 and 1: what the documentation says of the stores. */
    @Test
    void shouldBeOneOffWhereTheStoresDoNotTell() {
        assertThat(chart("Total_messages", "2025-11-05", "2025-11-06", "UTC", IN_SUMMER))
                .isEqualTo(body("Total_messages", "'11/5','11/6'", "2,0"));
    }

    /** 24 labels from an hour of the clock on; {@code to}: what the first ends with. */
    private static String hours(int from, int to) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            labels.add("'" + clock(from + i) + "-" + clock(to + i) + "'");
        }
        return String.join(",", labels);
    }

    private static String clock(int hour) {
        String[] names = {"12", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"};
        return names[hour % 12] + (hour % 24 < 12 ? "AM" : "PM");
    }

    private static String points(double... points) {
        return String.join(
                ",",
                Arrays.stream(points)
                        .mapToObj(point -> Long.toString((long) point))
                        .toList());
    }

    private static String body(String name, String labels, String points) {
        return "{\"chartLabel\":\"" + name + "\",\"dataLabels\":[" + labels.replace('\'', '"') + "],\"dataPoints\":["
                + points + "],\"success\":true}";
    }
}
