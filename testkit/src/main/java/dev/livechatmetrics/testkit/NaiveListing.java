package dev.livechatmetrics.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Lists of conversations, from the same slow and obvious figures as {@link NaiveCharts}. */
public final class NaiveListing {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Comparator<Map.Entry<String, NaiveConversation>> IN_ORDER = Comparator.comparingLong(
                    (Map.Entry<String, NaiveConversation> each) ->
                            each.getValue().openedMillis())
            .thenComparing(each -> each.getKey().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final Map<String, NaiveConversation> byId;

    NaiveListing(Map<String, NaiveConversation> byId) {
        this.byId = byId;
    }

    /** The names of the figures by which conversations can be asked for. */
    public static List<String> metrics() {
        return List.of("first_response_time", "response_time", "reaction_time", "chat_duration", "unanswered");
    }

    /** The body that lists how many conversations each department has. */
    public String departments() {
        Map<String, Integer> counts = new TreeMap<>();
        byId.values().forEach(each -> counts.merge(each.department(), 1, Integer::sum));
        ObjectNode body = JSON.createObjectNode();
        ArrayNode departments = body.putArray("departments");
        counts.forEach((id, count) -> departments.addObject().put("id", id).put("conversations", count));
        return body.put("success", true).toString();
    }

    /**
     * Those opened from one instant on and before another, in order, each as the body has it.
     *
     * @param departments null for all
     * @param metric which figure they must have, or null
     */
    public List<String> conversations(long fromMillis, long toMillis, Collection<String> departments, String metric) {
        return byId.entrySet().stream()
                .filter(each -> each.getValue().openedMillis() >= fromMillis
                        && each.getValue().openedMillis() < toMillis)
                .filter(each -> departments == null
                        || departments.contains(each.getValue().department()))
                .filter(each -> metric == null || has(each.getValue(), metric))
                .sorted(IN_ORDER)
                .map(each -> row(each.getKey(), each.getValue()))
                .toList();
    }

    private static boolean has(NaiveConversation conversation, String metric) {
        return switch (metric) {
            case "chat_duration" -> counts(conversation.chatDuration());
            case "first_response_time" -> counts(conversation.responses().firstResponse());
            case "response_time" -> counts(conversation.responses().averageResponseMicros());
            case "reaction_time" -> counts(conversation.responses().firstReaction());
            case "unanswered" -> !counts(conversation.responses().firstResponse());
            default -> throw new IllegalArgumentException("no figure is called " + metric);
        };
    }

    private static boolean counts(Optional<BigInteger> figure) {
        return figure.isPresent() && figure.get().signum() != 0;
    }

    private static String row(String id, NaiveConversation conversation) {
        ObjectNode row = JSON.createObjectNode();
        row.put("conversationId", id);
        row.put("departmentId", conversation.department());
        row.put("openedAt", Instant.ofEpochMilli(conversation.openedMillis()).toString());
        NaiveResponses responses = conversation.responses();
        row.putRawValue("chatDuration", seconds(conversation.chatDuration(), 1_000));
        row.putRawValue("firstResponseTime", seconds(responses.firstResponse(), 1_000));
        row.putRawValue("responseTime", seconds(responses.averageResponseMicros(), 1_000_000));
        row.putRawValue("reactionTime", seconds(responses.firstReaction(), 1_000));
        row.put("messages", conversation.messages());
        row.put("visitorMessages", conversation.visitorMessages());
        return row.toString();
    }

    /** Null where it is missing or 0; moving the point leaves no double to be printed. */
    private static RawValue seconds(Optional<BigInteger> figure, double unitsPerSecond) {
        return new RawValue(
                counts(figure)
                        ? BigDecimal.valueOf(Math.round(figure.get().doubleValue() / unitsPerSecond * 100), 2)
                                .stripTrailingZeros()
                                .toPlainString()
                        : "null");
    }
}
