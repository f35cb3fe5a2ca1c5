package dev.livechatmetrics.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.livechatmetrics.cli.send.Envelope;
import dev.livechatmetrics.cli.send.EventTopic;
import dev.livechatmetrics.schemas.event.Decoded;
import dev.livechatmetrics.schemas.event.EventDecoder;
import dev.livechatmetrics.schemas.event.EventType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the simulation sends is what the schemas describe, and comes out of the decoder as it went into the encoder. */
class SimulatedEventsSchemaTest {
    private static final long UNTIL_MILLIS =
            Instant.parse("2025-10-05T00:00:00Z").toEpochMilli();
    private static final Simulation SIMULATION = new Simulation(20251005, 400, 7, UNTIL_MILLIS);

    private final List<SimulatedEvent> events = new ArrayList<>();

    SimulatedEventsSchemaTest() {
        SIMULATION.events().forEachRemaining(events::add);
    }

    @Test
    void shouldFulfilTheSchemas() {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        Map<EventType, Schema> schemas = new EnumMap<>(EventType.class);

        assertThat(events).as("%s", SIMULATION).hasSizeGreaterThan(3_000).allSatisfy(event -> {
            Schema schema = schemas.computeIfAbsent(
                    event.event().type(),
                    type -> registry.getSchema(SchemaLocation.of(
                            "classpath:dev/livechatmetrics/schemas/events/" + type.wireName() + ".schema.json")));
            String json = new String(event.envelope().value(), StandardCharsets.UTF_8);
            assertThat(schema.validate(json, InputFormat.JSON)).as(json).isEmpty();
        });
        assertThat(schemas).containsOnlyKeys(EventType.values());
    }

    @Test
    void shouldBeDecodedToWhatWasEncoded() {
        EventDecoder decoder = new EventDecoder();

        assertThat(events).as("%s", SIMULATION).allSatisfy(event -> {
            Envelope sent = event.envelope();
            assertThat(decoder.decode(sent.topic() == EventTopic.MESSAGES, sent.key(), sent.value(), UNTIL_MILLIS))
                    .isEqualTo(new Decoded.Event(event.event()));
        });
    }
}
