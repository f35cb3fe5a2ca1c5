package dev.livechatmetrics.testkit;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** A worked case that binds the product: events in the order of sending, and questions with their exact answers. */
public record GoldenCase(String name, String about, List<WireEvent> events, List<Request> requests) {

    /** {@code departmentId} is null where the question names none; {@code expectedBody} is the whole HTTP 200 body. */
    public record Request(
            String chartName, LocalDate start, LocalDate end, String departmentId, ZoneId zone, String expectedBody) {}

    // Named one by one: a resource folder cannot be listed once it is inside a jar.
    private static final List<String> NAMES = List.of(
            "01-worked-example",
            "02-agent-greets-first",
            "03-reversed-and-repeated",
            "04-deleted",
            "05-message-before-opened",
            "06-random-utc",
            "07-random-disordered",
            "08-time-zones",
            "09-skewed-clocks-and-ties",
            "10-tombstone");

    // Expected numbers must come out as they stand in the file, so no double may touch them.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** All cases, in the order of their names, read anew. */
    public static List<GoldenCase> all() {
        return NAMES.stream().map(GoldenCase::named).toList();
    }

    /** The case of this name, such as {@code 01-worked-example}. */
    public static GoldenCase named(String name) {
        try (InputStream file = GoldenCase.class.getResourceAsStream("/golden/" + name + ".json")) {
            if (file == null) {
                throw new IllegalArgumentException("no golden case is called " + name);
            }
            JsonNode root = JSON.readTree(file);
            List<WireEvent> events = new ArrayList<>();
            root.get("events").forEach(event -> events.add(event(event)));
            List<Request> requests = new ArrayList<>();
            root.get("requests").forEach(request -> requests.add(request(request)));
            return new GoldenCase(name, root.get("about").textValue(), events, requests);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name; // a whole case would drown a test report
    }

    private static WireEvent event(JsonNode event) {
        JsonNode value = event.get("value");
        return WireEvent.of(
                event.get("topic").textValue(), event.get("key").textValue(), value.isNull() ? null : value.toString());
    }

    private static Request request(JsonNode request) {
        return new Request(
                request.get("chartName").textValue(),
                LocalDate.parse(request.get("start").textValue()),
                LocalDate.parse(request.get("end").textValue()),
                request.path("departmentId").textValue(),
                ZoneId.of(request.path("reportingTimezone").asText("UTC")),
                body(request.get("expected")));
    }

    private static String body(JsonNode expected) {
        return "{\"chartLabel\":" + expected.get("chartLabel") + ",\"dataLabels\":" + expected.get("dataLabels")
                + ",\"dataPoints\":" + expected.get("dataPoints") + ",\"success\":" + expected.get("success") + "}";
    }
}
