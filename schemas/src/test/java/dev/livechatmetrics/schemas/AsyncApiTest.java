package dev.livechatmetrics.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AsyncApiTest {
    private static final JsonNode DOCUMENT = Documents.yaml("asyncapi.yaml");

    @Test
    void isWrittenInAsyncApi3() {
        assertThat(Documents.errors(Documents.metaSchema("asyncapi-3.0.0.json"), DOCUMENT))
                .isEmpty();
    }

    @Test
    void describesTheThreeTopics() {
        assertThat(DOCUMENT.path("channels")
                        .valueStream()
                        .map(channel -> channel.path("address").textValue()))
                .containsExactly("livechat.conversations", "livechat.messages", "livechat.dead-letters");
    }

    @Test
    void carriesEachTypeOnItsTopic() {
        assertThat(names(DOCUMENT.at("/channels/conversations/messages")))
                .containsExactlyElementsOf(Stream.concat(wireNames("conversation."), Stream.of("tombstone"))
                        .toList());
        assertThat(names(DOCUMENT.at("/channels/messages/messages")))
                .containsExactlyElementsOf(wireNames("message.").toList());
        assertThat(names(DOCUMENT.at("/channels/deadLetters/messages"))).containsExactly("deadLetter");
    }

    @Test
    void pointsOnlyAtWhatIsThere() {
        List<String> references =
                DOCUMENT.findValues("$ref").stream().map(JsonNode::textValue).toList();

        assertThat(references).hasSizeGreaterThan(20).allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse();
            } else {
                assertThat(Documents.json(reference).isObject()).as(reference).isTrue();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void takesThePayloadOfEachTypeFromItsSchema(EventType type) {
        JsonNode message = DOCUMENT.path("components").path("messages").path(type.wireName());

        assertThat(message.at("/payload/$ref").textValue()).isEqualTo("events/" + type.wireName() + ".schema.json");
        assertThat(message.at("/bindings/$ref").textValue()).isEqualTo("#/components/messageBindings/event");
        assertThat(message.path("title").textValue())
                .isEqualTo(Documents.json(message.at("/payload/$ref").textValue())
                        .path("title")
                        .textValue());
    }

    @Test
    void keysEveryEventByItsConversation() {
        assertThat(DOCUMENT.at("/components/messageBindings/event/kafka/key/description")
                        .textValue())
                .contains("conversationId");
    }

    @Test
    void saysWhatATombstoneMeans() {
        JsonNode tombstone = DOCUMENT.at("/components/messages/tombstone");

        assertThat(tombstone.at("/payload/type").textValue()).isEqualTo("null");
        assertThat(tombstone.path("description").textValue()).contains("Deletion is final");
        assertThat(DOCUMENT.at("/channels/messages/description").textValue()).contains("dead-lettered");
    }

    @ParameterizedTest
    @CsvSource({"topic,true", "partition,true", "offset,true", "reason,true", "cut,false"})
    void documentsTheHeadersOfADeadLetter(String header, boolean always) {
        JsonNode headers = DOCUMENT.at("/components/messages/deadLetter/headers");
        String name = "livechat.error." + header;

        assertThat(headers.path("properties").path(name).path("type").textValue())
                .isEqualTo("string");
        assertThat(headers.path("required")
                        .valueStream()
                        .map(JsonNode::textValue)
                        .anyMatch(name::equals))
                .isEqualTo(always);
    }

    @ParameterizedTest
    @EnumSource
    void namesEveryReasonOfADeadLetter(Reason reason) {
        JsonNode header = DOCUMENT.at("/components/messages/deadLetter/headers/properties")
                .path("livechat.error.reason");

        assertThat(header.path("description").textValue()).contains("`" + reason.code() + "`");
    }

    private static List<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }

    private static Stream<String> wireNames(String prefix) {
        return Arrays.stream(EventType.values()).map(EventType::wireName).filter(name -> name.startsWith(prefix));
    }
}
