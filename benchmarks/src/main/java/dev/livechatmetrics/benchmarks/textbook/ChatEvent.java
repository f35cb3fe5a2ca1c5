package dev.livechatmetrics.benchmarks.textbook;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/** An event of either topic as Jackson binds it; what it does not name here is not kept. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ChatEvent(String type, String occurredAt, String departmentId, String agentId, String sender) {
    long atMillis() {
        return Instant.parse(occurredAt).toEpochMilli();
    }
}
