package dev.livechatmetrics.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.livechatmetrics.schemas.event.LivechatEvent.Assigned;
import dev.livechatmetrics.schemas.event.LivechatEvent.Closed;
import dev.livechatmetrics.schemas.event.LivechatEvent.Deleted;
import dev.livechatmetrics.schemas.event.LivechatEvent.MessageDeleted;
import dev.livechatmetrics.schemas.event.LivechatEvent.MessageEdited;
import dev.livechatmetrics.schemas.event.LivechatEvent.MessageSent;
import dev.livechatmetrics.schemas.event.LivechatEvent.Opened;
import dev.livechatmetrics.schemas.event.LivechatEvent.Queued;
import dev.livechatmetrics.schemas.event.LivechatEvent.Reopened;
import dev.livechatmetrics.schemas.event.LivechatEvent.Transferred;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventEncoderTest {
    private static final long TIME = Instant.parse("2025-10-01T10:00:00.120Z").toEpochMilli();
    private static final String NONE = LivechatEvent.NONE;

    static Stream<Arguments> events() {
        return Stream.of(
                row(new Opened("c", TIME, "e", "d"), "conversation.opened", "eventId", ",'departmentId':'d'"),
                row(new Opened("c", TIME, "e", NONE), "conversation.opened", "eventId", ""),
                row(new Assigned("c", TIME, "e", "a"), "conversation.assigned", "eventId", ",'agentId':'a'"),
                row(new Transferred("c", TIME, "e", null, null), "conversation.transferred", "eventId", ""),
                row(
                        new Transferred("c", TIME, "e", "d", "a"),
                        "conversation.transferred",
                        "eventId",
                        ",'departmentId':'d','agentId':'a'"),
                row(
                        new Transferred("c", TIME, "e", NONE, null),
                        "conversation.transferred",
                        "eventId",
                        ",'departmentId':null"),
                row(new Queued("c", TIME, "e", null), "conversation.queued", "eventId", ""),
                row(new Queued("c", TIME, "e", "d"), "conversation.queued", "eventId", ",'departmentId':'d'"),
                row(new Queued("c", TIME, "e", NONE), "conversation.queued", "eventId", ",'departmentId':null"),
                row(new Closed("c", TIME, "e", null), "conversation.closed", "eventId", ""),
                row(
                        new Closed("c", TIME, "e", ClosedBy.SYSTEM),
                        "conversation.closed",
                        "eventId",
                        ",'closedBy':'system'"),
                row(new Reopened("c", TIME, "e"), "conversation.reopened", "eventId", ""),
                row(new Deleted("c", TIME, "e"), "conversation.deleted", "eventId", ""),
                row(
                        new MessageSent("c", TIME, "e", Sender.BOT, "rocket.cat"),
                        "message.sent",
                        "messageId",
                        ",'sender':'bot','senderId':'rocket.cat'"),
                row(
                        new MessageSent("c", TIME, "e", Sender.SYSTEM, null),
                        "message.sent",
                        "messageId",
                        ",'sender':'system'"),
                row(new MessageEdited("c", TIME, "e", "m"), "message.edited", "eventId", ",'messageId':'m'"),
                row(new MessageDeleted("c", TIME, "e", "m"), "message.deleted", "eventId", ",'messageId':'m'"));
    }

    private static Arguments row(LivechatEvent event, String type, String identityField, String ownFields) {
        String expected = "{'type':'" + type + "','" + identityField
                + "':'e','conversationId':'c','occurredAt':'2025-10-01T10:00:00.120Z'" + ownFields + "}";
        return arguments(event, expected.replace('\'', '"'));
    }

    @ParameterizedTest
    @MethodSource("events")
    void shouldWriteTheCanonicalForm(LivechatEvent event, String expected) {
        assertThat(text(event)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00.000Z",
        "-1, 1969-12-31T23:59:59.999Z",
        "951782400001, 2000-02-29T00:00:00.001Z",
        "253402300799999, 9999-12-31T23:59:59.999Z",
    })
    void shouldWriteTimesWithMilliseconds(long millis, String expected) {
        assertThat(text(new Reopened("c", millis, "e"))).contains("\"occurredAt\":\"" + expected + "\"");
    }

    @ParameterizedTest
    @CsvSource({"253402300800000", "-62167219200001"})
    void shouldRefuseYearsThatRfc3339CannotWrite(long millis) {
        assertThatThrownBy(() -> text(new Reopened("c", millis, "e")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("occurredAt");
    }

    @Test
    void shouldEscapeWhatJsonRequiresAndKeepTheRestAsUtf8() {
        assertThat(text(new Assigned("c\"1", TIME, "é😀", "a\n\u0000")))
                .contains("\"eventId\":\"é😀\",\"conversationId\":\"c\\\"1\"")
                .endsWith("\"agentId\":\"a\\n\\u0000\"}");
    }

    private static String text(LivechatEvent event) {
        return new String(EventEncoder.encode(event), StandardCharsets.UTF_8);
    }
}
