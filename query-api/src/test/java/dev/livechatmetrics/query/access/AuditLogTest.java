package dev.livechatmetrics.query.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.query.CapturedLog;
import dev.livechatmetrics.query.access.AuditLog.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class AuditLogTest {
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void shouldWriteSoManyLinesAndCountTheRest() {
        AuditLog audit = new AuditLog(
                new RateLimit(2, nanos::get), Clock.fixed(Instant.parse("2026-01-31T10:00:00Z"), ZoneOffset.UTC));
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 5; i++) {
                audit.refused("/route", 401, Reason.UNKNOWN_CREDENTIALS, null, "::1");
            }
            nanos.addAndGet(Duration.ofSeconds(30).toNanos());
            audit.refused("/route", 403, Reason.NO_PERMISSION, "u", "::1");

            String line = "WARN time=2026-01-31T10:00:00Z route=/route status=";
            assertThat(log.lines())
                    .containsExactly(
                            line + "401 reason=unknown-credentials user=none address=::1",
                            line + "401 reason=unknown-credentials user=none address=::1",
                            // printf %s u | sha256sum | cut -c1-12
                            line + "403 reason=no-permission user=0bfe935e70c3 address=::1 omitted=3");
        }
    }
}
