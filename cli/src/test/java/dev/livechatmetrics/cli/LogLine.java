package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.List;

/** A line of the log as LOG_FORMAT=json writes it. */
record LogLine(Instant time, String level, String logger, String message, String stackTrace) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Fails where a line is not one object with all that a line must have. */
    static List<LogLine> parse(String log) {
        return log.lines().map(LogLine::of).toList();
    }

    private static LogLine of(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            assertThat(json.isObject()).as(line).isTrue();
            for (String field : List.of("timestamp", "level", "logger", "message", "thread")) {
                assertThat(json.path(field).isTextual())
                        .as("%s of %s", field, line)
                        .isTrue();
            }
            return new LogLine(
                    Instant.parse(json.get("timestamp").textValue()),
                    json.get("level").textValue(),
                    json.get("logger").textValue(),
                    json.get("message").textValue(),
                    json.path("stack_trace").textValue());
        } catch (JsonProcessingException notJson) {
            throw new AssertionError("no JSON: " + line, notJson);
        }
    }
}
