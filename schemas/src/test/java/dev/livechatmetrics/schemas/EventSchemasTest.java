package dev.livechatmetrics.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import dev.livechatmetrics.schemas.event.ClosedBy;
import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.Ids;
import dev.livechatmetrics.schemas.event.Sender;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas say what the contract's table of events says; that table is repeated in {@link #form}. */
class EventSchemasTest {
    /** Required ids, optional ids, and the field of a closed list where there is one. */
    record Form(List<String> requiredIds, List<String> optionalIds, boolean department, Choice choice) {}

    record Choice(String field, boolean required, List<String> values) {}

    private static final Choice CLOSED_BY = new Choice(
            "closedBy",
            false,
            Arrays.stream(ClosedBy.values()).map(ClosedBy::wireName).toList());
    private static final Choice SENDER = new Choice(
            "sender", true, Arrays.stream(Sender.values()).map(Sender::wireName).toList());

    private static final String TOO_LONG = "x".repeat(Ids.MAX_BYTES + 1);
    private static final List<String> NOT_IDS = List.of("''", "'" + TOO_LONG + "'", "7", "true", "[]", "{}");

    private static Form form(EventType type) {
        return switch (type) {
            case OPENED, QUEUED -> new Form(List.of("eventId"), List.of(), true, null);
            case ASSIGNED -> new Form(List.of("eventId", "agentId"), List.of(), false, null);
            case TRANSFERRED -> new Form(List.of("eventId"), List.of("agentId"), true, null);
            case CLOSED -> new Form(List.of("eventId"), List.of(), false, CLOSED_BY);
            case REOPENED, DELETED -> new Form(List.of("eventId"), List.of(), false, null);
            case MESSAGE_SENT -> new Form(List.of("messageId"), List.of("senderId"), false, SENDER);
            case MESSAGE_EDITED, MESSAGE_DELETED -> new Form(List.of("eventId", "messageId"), List.of(), false, null);
        };
    }

    @ParameterizedTest
    @EnumSource
    void schemaIsWrittenInDraft202012(EventType type) {
        JsonNode schema = Documents.json(path(type));

        assertThat(Documents.errors(Documents.jsonSchema(), schema)).isEmpty();
        assertThat(schema.path("$schema").textValue()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.path("$id").textValue()).isEqualTo(type.wireName() + ".schema.json");
    }

    @Test
    void definitionsAreWrittenInDraft202012() {
        assertThat(Documents.errors(Documents.jsonSchema(), Documents.json("definitions.schema.json")))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void acceptsItsOwnExamples(EventType type) {
        assertThat(examples(type)).hasSizeGreaterThanOrEqualTo(2).allSatisfy(example -> accepts(type, example));
    }

    @ParameterizedTest
    @EnumSource
    void examplesShowEveryFieldAndEveryNull(EventType type) {
        Form form = form(type);
        Set<String> named = new TreeSet<>();
        Set<String> nulled = new TreeSet<>();
        for (ObjectNode example : examples(type)) {
            example.properties().forEach(field -> (field.getValue().isNull() ? nulled : named).add(field.getKey()));
        }

        assertThat(named).containsAll(required(form)).containsAll(optional(form));
        assertThat(nulled).containsAll(optional(form));
    }

    @ParameterizedTest
    @EnumSource
    void requiresExactlyTheFieldsOfTheContract(EventType type) {
        for (String field : required(form(type))) {
            refuses(type, event -> event.remove(field));
            refuses(type, event -> event.putNull(field));
        }
        ObjectNode bare = full(type);
        bare.retain(required(form(type)));
        accepts(type, bare);
    }

    @ParameterizedTest
    @EnumSource
    void readsNullInAnOptionalFieldAsAbsence(EventType type) {
        ObjectNode event = full(type);
        optional(form(type)).forEach(event::putNull);
        accepts(type, event);
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatIsNoId(EventType type) {
        Form form = form(type);
        List<String> ids = new ArrayList<>(form.requiredIds);
        ids.add("conversationId");
        ids.addAll(form.optionalIds);
        for (String id : ids) {
            for (String value : NOT_IDS) {
                refuses(type, event -> event.set(id, read(value)));
            }
            accepts(type, full(type).put(id, "x".repeat(Ids.MAX_BYTES)));
            accepts(type, full(type).put(id, " "));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsAnEmptyDepartmentAsNone(EventType type) {
        if (form(type).department) {
            accepts(type, full(type).put("departmentId", ""));
            for (String value : List.of("'" + TOO_LONG + "'", "7", "true", "[]", "{}")) {
                refuses(type, event -> event.set("departmentId", read(value)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatIsOutsideItsList(EventType type) {
        Choice choice = form(type).choice;
        if (choice != null) {
            for (String value : choice.values) {
                accepts(type, full(type).put(choice.field, value));
            }
            for (String value : List.of("''", "'Agent'", "'manager'", "7", "true", "[]", "{}")) {
                refuses(type, event -> event.set(choice.field, read(value)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesEveryOtherType(EventType type) {
        for (EventType other : EventType.values()) {
            if (other != type) {
                refuses(type, event -> event.put("type", other.wireName()));
            }
        }
        refuses(type, event -> event.put("type", 7));
        refuses(type, event -> event.put("type", ""));
    }

    @ParameterizedTest
    @EnumSource
    void leavesEveryOtherFieldAlone(EventType type) {
        for (String value : List.of("null", "7", "'text'", "[1]", "{'a':{}}", "false")) {
            ObjectNode event = full(type);
            event.set("visitorId", read(value));
            event.set("source", read(value));
            Stream.of("agentId", "departmentId", "closedBy", "sender", "senderId", "messageId", "eventId")
                    .filter(field -> !required(form(type)).contains(field)
                            && !optional(form(type)).contains(field))
                    .forEach(field -> event.set(field, read(value)));
            accepts(type, event);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatIsNoObject(EventType type) {
        for (String value : List.of("null", "7", "'text'", "[]", "[{}]", "true", "{}")) {
            assertThat(Documents.errors(schema(type), read(value))).as(value).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-10-01T10:00:00Z",
                "2025-10-01t10:00:00z",
                "2025-10-01T10:00:00z",
                "2025-10-01T10:00:00.1Z",
                "2025-10-01T10:00:00.123456789Z",
                "2025-10-01T10:00:00+00:00",
                "2025-10-01T10:00:00-00:00",
                "2025-10-01T10:00:00+18:00",
                "2025-10-01T10:00:00-18:00",
                "2025-10-01T10:00:00.5+17:59",
                "2025-10-01T23:59:59.999Z",
                "2000-01-01T00:00:00Z",
                "1999-12-31T23:00:00-05:00",
                "2024-02-29T00:00:00Z",
                "2000-02-29T00:00:00Z",
                "2400-02-29T00:00:00Z",
                "2025-01-31T00:00:00Z",
                "2025-04-30T00:00:00Z",
                "9999-12-31T23:59:59Z"
            })
    void acceptsTimesOfRfc3339(String time) {
        for (EventType type : EventType.values()) {
            accepts(type, full(type).put("occurredAt", time));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "1759312800000",
                "2025-10-01",
                "2025-10-01T10:00Z",
                "2025-10-01T10Z",
                "2025-10-01T10:00:00",
                "2025-10-01 10:00:00Z",
                "2025-10-01T10:00:00.Z",
                "2025-10-01T10:00:00,5Z",
                "2025-10-01T10:00:00.1234567890Z",
                "2025-10-01T10:00:00+0100",
                "2025-10-01T10:00:00+01",
                "2025-10-01T10:00:00+1:00",
                "2025-10-01T10:00:00+18:01",
                "2025-10-01T10:00:00-18:30",
                "2025-10-01T10:00:00+19:00",
                "2025-10-01T10:00:00+01:60",
                "2025-10-01T10:00:00+01:00:00",
                "2025-10-01T10:00:00Z[UTC]",
                "2025-10-01T24:00:00Z",
                "2025-10-01T10:60:00Z",
                "2025-10-01T10:00:60Z",
                "2016-12-31T23:59:60Z",
                "2025-00-01T10:00:00Z",
                "2025-13-01T10:00:00Z",
                "2025-10-00T10:00:00Z",
                "2025-10-32T10:00:00Z",
                "2025-04-31T10:00:00Z",
                "2025-02-29T10:00:00Z",
                "2024-02-30T10:00:00Z",
                "2100-02-29T10:00:00Z",
                "25-10-01T10:00:00Z",
                "12025-10-01T10:00:00Z",
                "+2025-10-01T10:00:00Z",
                "-2025-10-01T10:00:00Z",
                "1999-12-31T23:59:59Z",
                "1999-12-31T23:59:59+01:00",
                "1999-12-30T23:59:59-01:00",
                "1970-01-01T00:00:00Z",
                " 2025-10-01T10:00:00Z",
                "2025-10-01T10:00:00Z ",
                "2025-10-01T10:00:00Z\n",
                "２０２５-10-01T10:00:00Z"
            })
    void refusesOtherTimes(String time) {
        for (EventType type : EventType.values()) {
            refuses(type, event -> event.put("occurredAt", time));
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesTimesThatAreNoText(EventType type) {
        for (String value : List.of("1759312800000", "true", "[]", "{'$date':'2025-10-01T10:00:00Z'}")) {
            refuses(type, event -> event.set("occurredAt", read(value)));
        }
    }

    /** What the descriptions warn of: the product counts bytes and refuses this id, a schema cannot. */
    @Test
    void countsCharactersWhereTheProductCountsBytes() {
        String id = "é".repeat(Ids.MAX_BYTES / 2 + 1);

        assertThat(Ids.isId(id)).isFalse();
        accepts(EventType.OPENED, full(EventType.OPENED).put("eventId", id));
        assertThat(Documents.json("definitions.schema.json")
                        .at("/$defs/id/description")
                        .textValue())
                .contains("characters, not bytes");
    }

    @ParameterizedTest
    @MethodSource("sharedFields")
    void explainsEverySharedField(String field) {
        assertThat(Documents.json("definitions.schema.json")
                        .at("/$defs/" + field + "/description")
                        .textValue())
                .isNotBlank();
    }

    static Stream<String> sharedFields() {
        return Documents.json("definitions.schema.json")
                .path("$defs")
                .propertyStream()
                .map(Map.Entry::getKey);
    }

    private static String path(EventType type) {
        return "events/" + type.wireName() + ".schema.json";
    }

    private static Schema schema(EventType type) {
        return Documents.schema(path(type));
    }

    private static List<ObjectNode> examples(EventType type) {
        return StreamSupport.stream(Documents.json(path(type)).path("examples").spliterator(), false)
                .map(ObjectNode.class::cast)
                .toList();
    }

    /** The first example, which has every field that its type knows. */
    private static ObjectNode full(EventType type) {
        ObjectNode example = examples(type).get(0);
        assertThat(example.propertyStream().map(Map.Entry::getKey))
                .containsAll(required(form(type)))
                .containsAll(optional(form(type)));
        return example;
    }

    private static List<String> required(Form form) {
        List<String> fields = new ArrayList<>(List.of("type", "conversationId", "occurredAt"));
        fields.addAll(form.requiredIds);
        if (form.choice != null && form.choice.required) {
            fields.add(form.choice.field);
        }
        return fields;
    }

    private static List<String> optional(Form form) {
        List<String> fields = new ArrayList<>(form.optionalIds);
        if (form.department) {
            fields.add("departmentId");
        }
        if (form.choice != null && !form.choice.required) {
            fields.add(form.choice.field);
        }
        return fields;
    }

    private static void accepts(EventType type, JsonNode event) {
        assertThat(Documents.errors(schema(type), event)).as("%s", event).isEmpty();
    }

    private static void refuses(EventType type, Consumer<ObjectNode> mistake) {
        ObjectNode event = full(type);
        mistake.accept(event);
        assertThat(Documents.errors(schema(type), event)).as("%s", event).isNotEmpty();
    }

    /** JSON with single quotes, which reads better in a table. */
    private static JsonNode read(String json) {
        try {
            return Documents.JSON.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
