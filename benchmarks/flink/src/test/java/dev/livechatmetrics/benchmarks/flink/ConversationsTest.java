package dev.livechatmetrics.benchmarks.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.ValueTypeInfo;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.Value;
import org.junit.jupiter.api.Test;

class ConversationsTest {
    private final EventReader reader = new EventReader();
    private final ConversationState conversation = new ConversationState();

    /** The contract's worked example, the topics one after the other: Flink keeps no order between them. */
    @Test
    void shouldFindTheFiguresOfAConversationWhoseTopicsAreReadApart() throws IOException {
        message("visitor", 1);
        message("visitor", 30);
        message("agent", 81);
        message("agent", 100);
        message("visitor", 120);
        message("visitor", 140);
        message("agent", 170);
        message("visitor", 330);
        message("agent", 360);
        conversation("opened", 0, "\"departmentId\":\"sales\"");
        conversation("assigned", 60, "\"agentId\":\"a\"");
        conversation("transferred", 300, "\"departmentId\":\"support\",\"agentId\":\"b\"");
        conversation("closed", 600, "\"closedBy\":\"agent\"");

        DepartmentDay row = new DepartmentDay();
        conversation.writeTo(row);
        assertThat(row.department).isEqualTo("support");
        assertThat(row.day).isZero();
        assertThat(figures(row)).containsExactly(1L, 4L, 5L, 1L, 600_000L, 1L, 80_000L, 1L, 53_333_333L, 1L, 21_000L);
    }

    @Test
    void takingAwayWhatWasAddedLeavesNothing() throws IOException {
        conversation("opened", 0, "\"departmentId\":\"sales\"");
        message("visitor", 1);
        message("agent", 3);
        DepartmentDay change = new DepartmentDay();
        conversation.writeTo(change);
        DepartmentDay sums = new DepartmentDay();
        sums.add(change);
        change.negate();
        sums.add(change);
        assertThat(figures(sums)).containsOnly(0L);
    }

    @Test
    void objectsComeOutOfStateAsTheyWentIn() throws IOException {
        conversation("opened", 1, "\"departmentId\":\"sales\"");
        message("visitor", 2);
        message("agent", 5);
        DepartmentDay row = new DepartmentDay();
        conversation.writeTo(row);
        for (Value object : List.of(event("conversation.closed", 9, "\"closedBy\":\"agent\""), conversation, row)) {
            assertThat(throughFlink(object)).usingRecursiveComparison().isEqualTo(object);
        }
    }

    @SuppressWarnings("unchecked")
    private static Object throughFlink(Value object) throws IOException {
        // What writes itself is a value to Flink; all else goes through reflection, which would measure something else.
        TypeInformation<Value> type = (TypeInformation<Value>) TypeInformation.of(object.getClass());
        assertThat(type).isInstanceOf(ValueTypeInfo.class);
        TypeSerializer<Value> serializer = type.createSerializer(new SerializerConfigImpl());
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(serializer.copy(object), out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }

    private static List<Long> figures(DepartmentDay row) {
        return List.of(
                row.conversations,
                row.messages,
                row.visitorMessages,
                row.chatDurations,
                row.chatDurationMillis,
                row.firstResponses,
                row.firstResponseMillis,
                row.averageResponses,
                row.averageResponseMicros,
                row.firstReactions,
                row.firstReactionMillis);
    }

    private void conversation(String type, int second, String more) throws IOException {
        take("conversation." + type, second, more);
    }

    private void message(String sender, int second) throws IOException {
        take("message.sent", second, "\"sender\":\"" + sender + "\"");
    }

    private void take(String type, int second, String more) throws IOException {
        conversation.take(event(type, second, more));
    }

    private ChatEvent event(String type, int second, String more) throws IOException {
        String json = "{\"type\":\"%s\",\"conversationId\":\"c1\",\"occurredAt\":\"1970-01-01T00:%02d:%02dZ\",%s}"
                .formatted(type, second / 60, second % 60, more);
        return reader.deserialize(json.getBytes(StandardCharsets.UTF_8));
    }
}
