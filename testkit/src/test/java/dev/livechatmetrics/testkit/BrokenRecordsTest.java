package dev.livechatmetrics.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BrokenRecordsTest {

    private static final long NOW = Instant.parse("2026-02-03T04:05:06.789Z").toEpochMilli();
    private static final int COUNT = 1_500;

    // Text, not bytes: from bytes Jackson would guess the charset and skip a byte order mark.
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Set<String> NOT_ONE_OBJECT =
            BrokenBytes.families().stream().map(BrokenFamily::name).collect(Collectors.toSet());

    @Test
    void shouldRepeatItselfForTheSameSeed() {
        assertThat(wire(BrokenRecords.broken(5, 200, NOW)))
                .isEqualTo(wire(BrokenRecords.broken(5, 200, NOW)))
                .isNotEqualTo(wire(BrokenRecords.broken(6, 200, NOW)));
        assertThat(BrokenRecords.ignoredRecords(5, 50, NOW)).isEqualTo(BrokenRecords.ignoredRecords(5, 50, NOW));
    }

    @Test
    void shouldDrawEveryFamily() {
        List<BrokenRecord> records = BrokenRecords.broken(1, COUNT, NOW);

        assertThat(records).hasSize(COUNT);
        assertThat(records.stream().map(BrokenRecord::family).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(BrokenRecords.families());
        assertThat(records)
                .filteredOn(record -> record.family().equals("large"))
                .hasSizeLessThan(30);
        assertThat(records)
                .filteredOn(record -> record.value() != null)
                .allMatch(record -> record.value().length <= 901_000);
    }

    @Test
    void shouldSpoilValidEventsOnly() {
        Random random = new Random(3);
        List<WireEvent> samples = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            samples.add(ValidSample.any(random, NOW).record());
        }

        assertThat(NaiveCharts.of(samples).distinctEvents()).isEqualTo(500);
        assertThatCode(() -> samples.forEach(sample -> object(sample.value()))).doesNotThrowAnyException();
    }

    @Test
    void shouldBreakTheBytesOfTheBytesFamiliesAndNoOthers() {
        for (BrokenRecord broken : BrokenRecords.broken(2, COUNT, NOW)) {
            if (NOT_ONE_OBJECT.contains(broken.family())) {
                assertThatThrownBy(() -> object(broken.value()))
                        .as(broken.toString())
                        .isNotNull();
            } else if (broken.value() != null && !broken.family().equals("large")) {
                assertThatCode(() -> object(broken.value()))
                        .as(broken.toString())
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void shouldKeepKeysSoundWhereTheKeyIsNotTheReason() {
        for (BrokenRecord broken : BrokenRecords.broken(4, COUNT, NOW)) {
            boolean keyIsTheReason =
                    broken.family().contains("key") || broken.family().contains("tombstone");
            if (!keyIsTheReason && !broken.family().contains("conversationId")) {
                assertThat(new String(broken.key(), UTF_8))
                        .as(broken.toString())
                        .startsWith("broken-");
            }
        }
    }

    @Test
    void shouldIgnoreForNothingButTheType() throws IOException {
        for (WireEvent ignored : BrokenRecords.ignoredRecords(1, 500, NOW)) {
            JsonNode fields = object(ignored.value());
            assertThat(EventKind.of(fields.get("type").textValue())).isEmpty();
            assertThat(fields.get("conversationId").textValue()).isEqualTo(ignored.keyText());
        }
        assertThat(NaiveCharts.of(BrokenRecords.ignoredRecords(1, 500, NOW)).distinctEvents())
                .isZero();
    }

    private static List<WireEvent> wire(List<BrokenRecord> records) {
        return records.stream().map(BrokenRecord::wire).toList();
    }

    /** One JSON object in UTF-8, read as strictly as it goes. */
    private static JsonNode object(byte[] value) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
            JsonNode root = STRICT.readTree(text);
            if (!root.isObject()) {
                throw new IllegalArgumentException("not an object");
            }
            return root;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }
}
