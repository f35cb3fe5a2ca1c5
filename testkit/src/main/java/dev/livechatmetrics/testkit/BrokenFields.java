package dev.livechatmetrics.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Objects whose fields are missing, of another type, outside their list or out of bounds: a family for each field. */
final class BrokenFields {

    private static final List<EventKind> ALL = Arrays.asList(EventKind.values());
    private static final List<EventKind> BY_EVENT_ID =
            ALL.stream().filter(kind -> kind.identityField.equals("eventId")).toList();

    private static final List<Field> REQUIRED = List.of(
            new Field("type", ALL),
            new Field("conversationId", ALL),
            new Field("occurredAt", ALL),
            new Field("eventId", BY_EVENT_ID),
            new Field("messageId", List.of(EventKind.SENT, EventKind.EDITED, EventKind.MESSAGE_DELETED)),
            new Field("agentId", List.of(EventKind.ASSIGNED)),
            new Field("sender", List.of(EventKind.SENT)));

    private static final List<Field> OPTIONAL = List.of(
            new Field("departmentId", List.of(EventKind.OPENED, EventKind.TRANSFERRED, EventKind.QUEUED)),
            new Field("agentId", List.of(EventKind.TRANSFERRED)),
            new Field("closedBy", List.of(EventKind.CLOSED)),
            new Field("senderId", List.of(EventKind.SENT)));

    private static final List<String> OTHER_TYPES =
            List.of("1", "0", "-1.5", "1740996000000", "true", "false", "[]", "{}", "[\"a\"]", "{\"a\":\"b\"}");

    private static final List<String> LONE_SURROGATES =
            List.of("\\ud800", "\\udbff", "\\udc00", "\\udfff", "\\ude00\\ud83d", "\\ud83d\\ud83d", "\\uD83D ");

    private record Field(String name, List<EventKind> kinds) {
        boolean isId() {
            return name.endsWith("Id");
        }
    }

    private BrokenFields() {}

    static List<BrokenFamily> families() {
        List<BrokenFamily> families = new ArrayList<>();
        for (Field field : REQUIRED) {
            families.add(family("missing", field, (sample, random) -> {
                sample.json().without(field.name());
                return sample.record();
            }));
            families.add(family("null", field, (sample, random) -> {
                sample.json().raw(field.name(), "null");
                return sample.record();
            }));
            families.add(family("other-type", field, BrokenFields.otherType(field)));
            if (field.isId()) {
                families.add(family("empty", field, (sample, random) -> withId(sample, field, "")));
                families.addAll(outOfBounds(field));
            }
        }
        for (Field field : OPTIONAL) {
            families.add(family("other-type-optional", field, otherType(field)));
            if (field.isId()) {
                families.addAll(outOfBounds(field));
            }
        }
        families.add(
                outsideList("sender", EventKind.SENT, List.of("customer", "Visitor", "AGENT", "agent ", "", "user")));
        families.add(outsideList(
                "closedBy", EventKind.CLOSED, List.of("bot", "Agent", "SYSTEM", "visitor ", "", "timeout")));
        families.add(BrokenFamily.of("unknown-type-missing-conversationId", (sample, random) -> {
            sample.json().text("type", "conversation.archived").without("conversationId");
            return sample.record();
        }));
        return families;
    }

    /** One byte over the bound, often with far fewer characters than bytes. */
    static String tooLong(Random random) {
        String piece = RandomTexts.pick(List.of("x", "\u00e9", "\u6f22", "\ud83d\ude00"), random);
        return RandomTexts.filled(piece, RandomTexts.MOST_ID_BYTES + 1 + (random.nextInt(4) == 0 ? 5_000 : 0));
    }

    private static List<BrokenFamily> outOfBounds(Field field) {
        return List.of(
                family("too-long", field, (sample, random) -> withId(sample, field, tooLong(random))),
                family("lone-surrogate", field, (sample, random) -> {
                    // The key that Java's encoder makes of a lone surrogate is a question mark.
                    sample.json().raw(field.name(), "\"a" + RandomTexts.pick(LONE_SURROGATES, random) + "\"");
                    boolean isKey = field.name().equals("conversationId");
                    return WireEvent.of(
                            sample.kind().topic,
                            isKey ? "a?" : sample.conversationId(),
                            sample.json().compact());
                }));
    }

    private static BrokenFamily.Spoiling otherType(Field field) {
        return (sample, random) -> {
            sample.json().raw(field.name(), RandomTexts.pick(OTHER_TYPES, random));
            return sample.record();
        };
    }

    private static BrokenFamily outsideList(String name, EventKind kind, List<String> values) {
        return family("outside-list", new Field(name, List.of(kind)), (sample, random) -> {
            sample.json().text(name, RandomTexts.pick(values, random));
            return sample.record();
        });
    }

    /** The key follows the conversation, so that the id alone is wrong. */
    private static WireEvent withId(ValidSample sample, Field field, String id) {
        sample.json().text(field.name(), id);
        String key = field.name().equals("conversationId") ? id : sample.conversationId();
        return WireEvent.of(sample.kind().topic, key, sample.json().compact());
    }

    private static BrokenFamily family(String reason, Field field, BrokenFamily.Spoiling spoiling) {
        return new BrokenFamily(reason + ":" + field.name(), field.kinds(), spoiling);
    }
}
