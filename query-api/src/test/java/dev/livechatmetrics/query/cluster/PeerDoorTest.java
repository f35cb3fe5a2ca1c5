package dev.livechatmetrics.query.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.runtime.Partial;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import dev.livechatmetrics.streams.topology.InputPosition;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is answered by the route of other instances, and who is not. The partitions behind it are fake. */
final class PeerDoorTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String NONCE = "0123456789abcdef0123456789abcdef";
    private static final PeerSeal SEAL = new PeerSeal("the secret");
    private static final BucketsQuery QUERY =
            new BucketsQuery(null, ZoneOffset.UTC, LocalDate.of(2025, 10, 1), LocalDate.of(2025, 10, 2));
    private static final byte[] QUESTION = question("app");

    private final PeerDoor door = new PeerDoor(
            SEAL,
            "app",
            new ToldPartitions((query, asks) -> Map.of(
                    0,
                    new PartitionRead.Answer<>(new Partial<>(new BucketSums(2), InputPosition.START, 0)),
                    5,
                    new PartitionRead.Answer<>(new Partial<>(new BucketSums(2), InputPosition.START, 0)))),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void answersWhoeverSharesTheSecretForWhatWasAskedAlone() throws MalformedMessageException {
        PeerDoor.Call call = signed(SEAL, NOW, QUESTION);

        PeerDoor.Reply.Signed reply = (PeerDoor.Reply.Signed) door.answer(call);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.signature()).isEqualTo(SEAL.ofAnswer(call.signature(), 200, reply.body()));
        Map<Integer, PartitionRead<Partial<BucketSums>>> reads =
                PeerAnswer.decode(reply.body(), PeerForm.of(QUERY)).reads();
        assertThat(reads.keySet()).containsExactly(0, 1);
        assertThat(reads.get(1)).isEqualTo(new PartitionRead.Missing<>("no result"));
    }

    @Test
    void tellsNothingToAnotherSecret() {
        assertThat(door.answer(signed(new PeerSeal("The secret"), NOW, QUESTION)))
                .isEqualTo(new PeerDoor.Reply.Unknown());
    }

    /** Nothing of what is signed may be another's. */
    @Test
    void refusesWhatIsNotWhatWasSigned() {
        PeerDoor.Call call = signed(SEAL, NOW, QUESTION);
        byte[] otherBody = question("App");

        assertThat(List.of(
                        new PeerDoor.Call("GET", call.path(), call.time(), NONCE, call.signature(), QUESTION),
                        new PeerDoor.Call(call.method(), "/", call.time(), NONCE, call.signature(), QUESTION),
                        new PeerDoor.Call(
                                call.method(), call.path(), "1767323045001", NONCE, call.signature(), QUESTION),
                        new PeerDoor.Call(
                                call.method(),
                                call.path(),
                                call.time(),
                                NONCE.replace('0', '1'),
                                call.signature(),
                                QUESTION),
                        new PeerDoor.Call(
                                call.method(),
                                call.path(),
                                call.time(),
                                NONCE,
                                call.signature().replace('a', 'b'),
                                QUESTION),
                        new PeerDoor.Call(call.method(), call.path(), call.time(), NONCE, "", QUESTION),
                        new PeerDoor.Call(call.method(), call.path(), call.time(), NONCE, null, QUESTION),
                        new PeerDoor.Call(call.method(), call.path(), null, NONCE, call.signature(), QUESTION),
                        new PeerDoor.Call(call.method(), call.path(), call.time(), null, call.signature(), QUESTION),
                        new PeerDoor.Call(call.method(), call.path(), "now", NONCE, call.signature(), QUESTION),
                        new PeerDoor.Call(call.method(), call.path(), call.time(), "1", call.signature(), QUESTION),
                        new PeerDoor.Call(call.method(), call.path(), call.time(), NONCE, call.signature(), otherBody)))
                .allSatisfy(forged -> assertThat(door.answer(forged)).isEqualTo(new PeerDoor.Reply.Unknown()));
    }

    @ParameterizedTest
    @ValueSource(longs = {-30_000, 0, 30_000})
    void takesAClockThatIsALittleOff(long offMillis) {
        assertThat(status(signed(SEAL, NOW.plusMillis(offMillis), QUESTION))).isEqualTo(200);
    }

    /** What was recorded is worth nothing later; the one who shares the secret learns that it is the clock. */
    @ParameterizedTest
    @ValueSource(longs = {-3_600_000, -30_001, 30_001, 3_600_000})
    void refusesAnotherTime(long offMillis) {
        PeerDoor.Reply.Signed reply =
                (PeerDoor.Reply.Signed) door.answer(signed(SEAL, NOW.plusMillis(offMillis), QUESTION));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(text(reply))
                .isEqualTo("your clock is " + Math.abs(offMillis) + " ms "
                        + (offMillis < 0 ? "behind" : "ahead of")
                        + " mine, and more than 30000 ms are not taken");
    }

    @Test
    void saysThatItCannotReadAQuestion() {
        byte[] garbage = {1, 2, 3};
        PeerDoor.Reply.Signed reply = (PeerDoor.Reply.Signed) door.answer(signed(SEAL, NOW, garbage));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(text(reply)).startsWith("the question cannot be read: ");
    }

    @Test
    void refusesAnotherDeployment() {
        PeerDoor.Reply.Signed reply = (PeerDoor.Reply.Signed) door.answer(signed(SEAL, NOW, question("other")));

        assertThat(reply.status()).isEqualTo(409);
        assertThat(text(reply)).contains("another APPLICATION_ID");
    }

    @Test
    void anAnswerCountsForItsQuestionAlone() {
        byte[] body = {1};
        String signature = SEAL.ofAnswer("question", 200, body);

        assertThat(SEAL.ofAnswer("question", 200, body)).isEqualTo(signature);
        assertThat(List.of(
                        SEAL.ofAnswer("another", 200, body),
                        SEAL.ofAnswer("question", 401, body),
                        SEAL.ofAnswer("question", 200, new byte[] {2}),
                        new PeerSeal("other").ofAnswer("question", 200, body)))
                .doesNotContain(signature);
    }

    @Test
    void noncesAreNeverTheSame() {
        assertThat(SEAL.nonce()).isNotEqualTo(SEAL.nonce()).matches(PeerSeal::isNonce);
    }

    private int status(PeerDoor.Call call) {
        return ((PeerDoor.Reply.Signed) door.answer(call)).status();
    }

    private static String text(PeerDoor.Reply.Signed reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }

    private static PeerDoor.Call signed(PeerSeal seal, Instant time, byte[] body) {
        long millis = time.toEpochMilli();
        return new PeerDoor.Call(
                PeerRoute.METHOD,
                PeerRoute.PATH,
                Long.toString(millis),
                NONCE,
                seal.ofQuestion(PeerRoute.METHOD, PeerRoute.PATH, millis, NONCE, body),
                body);
    }

    private static byte[] question(String applicationId) {
        return PeerQuestion.of(
                        applicationId,
                        QUERY,
                        Map.of(
                                0, new PartitionAsk(false, InputPosition.START),
                                1, new PartitionAsk(false, InputPosition.START)))
                .encode();
    }

    @Test
    void theWindowIsAsDocumented() {
        assertThat(PeerRoute.CLOCK_SKEW).isEqualTo(Duration.ofSeconds(30));
    }
}
