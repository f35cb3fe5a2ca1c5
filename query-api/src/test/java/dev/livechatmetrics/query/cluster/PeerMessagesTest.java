package dev.livechatmetrics.query.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.livechatmetrics.streams.aggregate.Aggregate;
import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.runtime.PartitionBuckets;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.runtime.PartitionRead.Answer;
import dev.livechatmetrics.streams.runtime.PartitionRead.Missing;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import dev.livechatmetrics.streams.topology.InputPosition;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What instances say to one another arrives as it was said, or not at all. */
final class PeerMessagesTest {
    private static final Map<Integer, PartitionAsk> ASKS = Map.of(
            0,
            new PartitionAsk(false, InputPosition.START),
            11,
            new PartitionAsk(true, new InputPosition(1L << 40, 7)));

    @ParameterizedTest
    @CsvSource({
        "UTC, 2025-10-01, 2025-10-31, ",
        "Europe/Berlin, 2025-10-26, 2025-10-26, support",
        "Pacific/Apia, 2011-12-29, 2011-12-31, ''",
        "Pacific/Apia, 2011-12-30, 2011-12-30, ''",
        "Australia/Lord_Howe, 2020-01-01, 2030-01-01, ünïcode",
        "America/New_York, 0000-01-01, 0000-01-03, ",
        "Asia/Kathmandu, 9999-12-01, 9999-12-31, x"
    })
    void questionsArriveAsTheyWereAsked(ZoneId zone, LocalDate start, LocalDate end, String department)
            throws MalformedMessageException {
        PeerQuestion question = PeerQuestion.of("app", new BucketsQuery(department, zone, start, end), ASKS);

        assertThat(PeerQuestion.decode(question.encode())).isEqualTo(question);
        assertThat(question.query().boundaries()).hasSize(question.points() + 1);
    }

    @Test
    void aQuestionForTenYearsShouldBeShort() {
        PeerQuestion question = PeerQuestion.of(
                "app",
                new BucketsQuery(null, ZoneId.of("UTC"), LocalDate.of(2020, 1, 1), LocalDate.of(2029, 12, 31)),
                ASKS);

        assertThat(question.encode().length).isLessThan(4_000);
    }

    @Test
    void answersArriveAsTheyWereGiven() throws MalformedMessageException {
        long seed = 20_251_001;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 300; i++) {
            int points = random.nextInt(0, 40);
            Map<Integer, PartitionRead<PartitionBuckets>> reads = new HashMap<>();
            for (int partition = 0; partition < random.nextInt(1, 6); partition++) {
                reads.put(
                        partition * 3,
                        random.nextInt(4) == 0 ? new Missing<>("why " + partition) : answer(random, points));
            }
            PeerAnswer answer = new PeerAnswer(points, reads);

            assertThat(PeerAnswer.decode(answer.encode(), points))
                    .as("seed %d, answer %d", seed, i)
                    .isEqualTo(answer);
        }
    }

    /** Whatever bytes come, they are refused or read, and never more is made of them than they say. */
    @Test
    void garbageIsRefused() {
        SplittableRandom random = new SplittableRandom(1);
        byte[] question = PeerQuestion.of(
                        "app",
                        new BucketsQuery("d", ZoneId.of("UTC"), LocalDate.of(2025, 1, 1), LocalDate.of(2025, 1, 9)),
                        ASKS)
                .encode();
        byte[] answer = new PeerAnswer(9, Map.of(0, answer(random, 9), 1, new Missing<>("why"))).encode();
        for (int i = 0; i < 20_000; i++) {
            refusedOrRead(mutated(random, question), mutated(random, answer));
        }
        for (int length = 0; length < question.length; length++) {
            byte[] cut = Arrays.copyOf(question, length);
            assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> PeerQuestion.decode(cut));
        }
        for (int length = 0; length < answer.length; length++) {
            byte[] cut = Arrays.copyOf(answer, length);
            assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> PeerAnswer.decode(cut, 9));
        }
    }

    private static void refusedOrRead(byte[] question, byte[] answer) {
        try {
            assertThat(PeerQuestion.decode(question).asks()).isNotEmpty();
        } catch (MalformedMessageException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
        try {
            assertThat(PeerAnswer.decode(answer, 9).points()).isEqualTo(9);
        } catch (MalformedMessageException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    private static byte[] mutated(SplittableRandom random, byte[] message) {
        byte[] mutated = message.clone();
        for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(3) == 0 ? Arrays.copyOf(mutated, random.nextInt(mutated.length + 8)) : mutated;
    }

    @Test
    void anotherVersionIsNamed() {
        byte[] question = PeerQuestion.of(
                        "app",
                        new BucketsQuery("d", ZoneId.of("UTC"), LocalDate.of(2025, 1, 1), LocalDate.of(2025, 1, 9)),
                        ASKS)
                .encode();
        question[0] = 2;

        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> PeerQuestion.decode(question))
                .withMessage("it has version 2, and this build speaks version 1");
    }

    @Test
    void anAnswerOfAnotherNumberOfPointsIsRefused() {
        byte[] answer = new PeerAnswer(2, Map.of(0, answer(new SplittableRandom(1), 2))).encode();

        assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> PeerAnswer.decode(answer, 3));
    }

    private static Answer<PartitionBuckets> answer(SplittableRandom random, int points) {
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            buckets.add(random.nextInt(3) > 0 ? Bucket.EMPTY : bucket(random));
        }
        return new Answer<>(new PartitionBuckets(
                buckets,
                new InputPosition(random.nextLong(1L << 50), random.nextLong(1L << 50)),
                random.nextLong(9_999)));
    }

    private static Bucket bucket(SplittableRandom random) {
        long responses = random.nextLong(3);
        return new Bucket(
                new Aggregate(
                        random.nextLong(1, 1_000),
                        random.nextLong(1_000),
                        random.nextLong(1_000),
                        random.nextLong(1_000),
                        random.nextLong(-1L << 50, 1L << 50),
                        responses,
                        random.nextLong(-1L << 50, 1L << 50),
                        random.nextLong(1_000),
                        random.nextLong(-1L << 55, 1L << 55),
                        random.nextLong(1_000),
                        random.nextLong(-1L << 50, 1L << 50)),
                responses > 0 ? random.nextLong(-1_000_000, 1_000_000) : Bucket.NO_FIRST_RESPONSE);
    }
}
