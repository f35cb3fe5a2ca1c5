package dev.livechatmetrics.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.query.DrivenPipeline;
import dev.livechatmetrics.schemas.event.Reason;
import dev.livechatmetrics.streams.runtime.LocalReads;
import dev.livechatmetrics.streams.topology.InputPosition;
import dev.livechatmetrics.streams.topology.LedgerRow;
import dev.livechatmetrics.testkit.GoldenCase;
import dev.livechatmetrics.testkit.WireEvent;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LedgerMetricsTest {
    private final DrivenPipeline pipeline = new DrivenPipeline(ZoneOffset.UTC, 2);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LedgerMetrics metrics = new LedgerMetrics(registry);
    private final LocalReads reads = new LocalReads(pipeline, partition -> InputPosition.START);

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void exportsTheLedgerOfAllPartitions() {
        sendSomeOfEach();

        metrics.refresh(reads, Set.of(0, 1));

        LedgerRow ledger = pipeline.ledger();
        assertThat(ledger.applied()).isPositive();
        assertThat(ledger.duplicate()).isPositive();
        assertThat(ledger.ignored()).isPositive();
        assertThat(ledger.deadLettered()).isPositive();
        assertThat(records("applied")).isEqualTo(ledger.applied());
        assertThat(records("duplicate")).isEqualTo(ledger.duplicate());
        assertThat(records("ignored")).isEqualTo(ledger.ignored());
        assertThat(records("dead-lettered")).isEqualTo(ledger.deadLettered());
        assertThat(sum("livechat.dead.letters", "", "")).isEqualTo(ledger.deadLettered());
    }

    @Test
    void countsOnWithTheLedger() {
        sendSomeOfEach();
        metrics.refresh(reads, Set.of(0, 1));
        long before = records("duplicate");

        sendSomeOfEach();

        assertThat(records("duplicate")).isEqualTo(before);
        metrics.refresh(reads, Set.of(0, 1));
        assertThat(records("duplicate"))
                .isGreaterThan(before)
                .isEqualTo(pipeline.ledger().duplicate());
    }

    @Test
    void exportsWhatHasBecomeOfConversations() {
        pipeline.send(message("nobody-opened-it", "m1"));
        pipeline.send(message("nobody-opened-it", "m2"));
        GoldenCase.all().forEach(golden -> pipeline.send(golden.events()));
        pipeline.advanceClock(Duration.ofDays(31));
        metrics.refresh(reads, Set.of(0, 1));
        assertThat(sum("livechat.conversations.condensed", "", "")).isZero();

        for (int slice = 0; slice < 100; slice++) {
            pipeline.advanceClock(Duration.ofMillis(100));
        }
        metrics.refresh(reads, Set.of(0, 1));
        assertThat(sum("livechat.conversations.condensed", "", ""))
                .isPositive()
                .isEqualTo(pipeline.lifecycle().condensed());
        assertThat(sum("livechat.conversations.expired", "", "")).isZero();
        assertThat(sum("livechat.waiting.conversations.dropped", "", ""))
                .isEqualTo(pipeline.lifecycle().waitingConversations());
        assertThat(sum("livechat.waiting.events.dropped", "", ""))
                .isGreaterThan(1)
                .isEqualTo(pipeline.lifecycle().waitingEvents());
    }

    private static WireEvent message(String conversationId, String messageId) {
        return WireEvent.of(
                "messages",
                conversationId,
                "{\"type\":\"message.sent\",\"conversationId\":\"" + conversationId + "\",\"messageId\":\"" + messageId
                        + "\",\"occurredAt\":\"2026-01-01T00:00:00Z\",\"sender\":\"agent\"}");
    }

    /** Another instance exports them from now on: two that do would count every record twice. */
    @Test
    void takesThePartitionsAwayThatMoveAway() {
        sendSomeOfEach();
        metrics.refresh(reads, Set.of(0, 1));

        metrics.refresh(reads, Set.of(1));
        assertThat(registry.getMeters())
                .isNotEmpty()
                .allSatisfy(
                        meter -> assertThat(meter.getId().getTag("partition")).isEqualTo("1"));

        metrics.refresh(reads, Set.of());
        assertThat(registry.getMeters()).isEmpty();

        metrics.refresh(reads, Set.of(0, 1));
        assertThat(records("applied")).isEqualTo(pipeline.ledger().applied());
    }

    /** No label holds anything of an event, however it is refused. */
    @Test
    void labelsDeadLettersByReasonAlone() {
        sendSomeOfEach();
        metrics.refresh(reads, Set.of(0, 1));
        List<String> codes = Arrays.stream(Reason.values()).map(Reason::code).toList();

        assertThat(registry.find("livechat.dead.letters").meters())
                .isNotEmpty()
                .allSatisfy(meter -> assertThat(codes).contains(meter.getId().getTag("reason")));
    }

    private void sendSomeOfEach() {
        GoldenCase.all().stream().limit(5).forEach(golden -> pipeline.send(golden.events()));
        pipeline.send(WireEvent.of("conversations", "c", "no JSON"));
        pipeline.send(WireEvent.of("messages", "c", "{\"type\":\"message.sent\",\"conversationId\":\"c\"}"));
        pipeline.send(WireEvent.of("messages", "c", "{\"type\":\"made.up\",\"conversationId\":\"c\"}"));
        pipeline.send(WireEvent.of("messages", null, "{\"type\":\"made.up\",\"conversationId\":\"c\"}"));
    }

    private long records(String outcome) {
        return sum("livechat.records", "outcome", outcome);
    }

    private long sum(String name, String label, String value) {
        return registry.find(name).meters().stream()
                .map(Meter.class::cast)
                .filter(meter -> label.isEmpty() || value.equals(meter.getId().getTag(label)))
                .mapToLong(meter -> Math.round(meter.measure().iterator().next().getValue()))
                .sum();
    }
}
