package dev.livechatmetrics.query.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.livechatmetrics.streams.aggregate.Aggregate;
import dev.livechatmetrics.streams.aggregate.BinMoves;
import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.aggregate.Sketch;
import dev.livechatmetrics.streams.aggregate.SketchSums;
import dev.livechatmetrics.streams.aggregate.TimeFigure;
import dev.livechatmetrics.streams.conversation.Contribution;
import dev.livechatmetrics.streams.runtime.Partial;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.runtime.PartitionRead.Answer;
import dev.livechatmetrics.streams.runtime.PartitionRead.Missing;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import dev.livechatmetrics.streams.topology.DepartmentsQuery;
import dev.livechatmetrics.streams.topology.FiguresQuery;
import dev.livechatmetrics.streams.topology.InputPosition;
import dev.livechatmetrics.streams.topology.Opening;
import dev.livechatmetrics.streams.topology.OpeningKey;
import dev.livechatmetrics.streams.topology.Openings;
import dev.livechatmetrics.streams.topology.OpeningsQuery;
import dev.livechatmetrics.streams.topology.PartitionQuery;
import dev.livechatmetrics.streams.topology.Points;
import dev.livechatmetrics.streams.topology.Scope;
import dev.livechatmetrics.streams.topology.SketchesQuery;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What instances say to one another arrives as it was said, or not at all. */
final class PeerMessagesTest {
    private static final Map<Integer, PartitionAsk> ASKS = Map.of(
            0,
            new PartitionAsk(false, InputPosition.START),
            11,
            new PartitionAsk(true, new InputPosition(1L << 40, 7)));

    private static final String QUESTION_OF_VERSION_1 =
            "01036170700105c3bc6ec3af0d4575726f70652f4265726c696ec4be02020480"
                    + "ece283c36680f0b25280bab703ffb9b70302000000000b0180808080802007";
    private static final String ANSWER_OF_VERSION_1 =
            "01030200010708fa01011201032814028f4e01f80a0180d4610000f80a010b0003776879";

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
        PeerQuestion<BucketSums> question =
                PeerQuestion.of("app", new BucketsQuery(department, zone, start, end), ASKS);

        assertThat(PeerQuestion.decode(question.encode())).isEqualTo(question);
        assertThat(question.form()).as("older builds answer it").isInstanceOf(ChartForm.class);
    }

    /** Hours, weeks and months, of several departments or of none. */
    @ParameterizedTest
    @CsvSource({
        "sum, support|sales|'', 0|3600000|7200000",
        "each, support|sales, -86400000|0|0|604800000",
        "each, support, 5",
        "sum, , 1|2"
    })
    void questionsOfAnyStretchesArriveAsTheyWereAsked(String form, String departments, String boundaries)
            throws MalformedMessageException {
        List<String> named = departments == null ? List.of() : List.of(departments.split("\\|"));
        Scope scope = new Scope(named, form.equals("each"));
        Points points = new Points.Stretches(
                Arrays.stream(boundaries.split("\\|")).map(Long::valueOf).toList());
        PeerQuestion<BucketSums> question = PeerQuestion.of("app", new BucketsQuery(scope, points), ASKS);

        assertThat(PeerQuestion.decode(question.encode())).isEqualTo(question);
    }

    @Test
    void sketchesArriveAsTheyWereAskedAndGiven() throws MalformedMessageException {
        SketchesQuery query = new SketchesQuery(
                Scope.eachOf(List.of("support", "")), new Points.Stretches(List.of(0L, 5L, 9L)), TimeFigure.RESPONSE);
        PeerQuestion<SketchSums> question = PeerQuestion.of("app", query, ASKS);
        Sketch sketch = new Sketch();
        sketch.add(BinMoves.between(null, new Contribution("support", 1, 3, 2, 60_000, 4_000, -5_000_000, 2_000)));
        SketchSums sums = new SketchSums(TimeFigure.RESPONSE, 4);
        sums.add(2, sketch);
        PeerAnswer<SketchSums> answer = new PeerAnswer<>(
                question.form(), Map.of(0, new Answer<>(new Partial<>(sums, new InputPosition(7, 8), 250))));

        assertThat(PeerQuestion.decode(question.encode())).isEqualTo(question);
        assertThat(PeerAnswer.decode(answer.encode(), question.form())).isEqualTo(answer);
        byte[] bytes = answer.encode();
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 5_000; i++) {
            try {
                PeerAnswer.decode(mutated(random, bytes), question.form());
            } catch (MalformedMessageException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    /** What builds that speak version 1 alone write and read: they must go on to be understood. */
    @Test
    void chartsAreAskedAndAnsweredAsByTheFirstVersion() throws MalformedMessageException {
        PeerQuestion<BucketSums> question = PeerQuestion.of(
                "app",
                new BucketsQuery(
                        "ünï", ZoneId.of("Europe/Berlin"), LocalDate.of(2025, 10, 25), LocalDate.of(2025, 10, 27)),
                ASKS);
        Bucket bucket = new Bucket(new Aggregate(3, 40, 20, 2, -5_000, 1, 700, 1, 800_000, 0, 0), 700);
        BucketSums buckets = ToldPartitions.buckets(List.of(Bucket.EMPTY, bucket, Bucket.EMPTY));
        PeerAnswer<BucketSums> answer = new PeerAnswer<>(
                question.form(),
                Map.of(
                        0,
                        new Answer<>(new Partial<>(buckets, new InputPosition(7, 8), 250)),
                        11,
                        new Missing<>("why")));

        assertThat(HexFormat.of().formatHex(question.encode())).isEqualTo(QUESTION_OF_VERSION_1);
        assertThat(HexFormat.of().formatHex(answer.encode())).isEqualTo(ANSWER_OF_VERSION_1);
        assertThat(PeerQuestion.decode(HexFormat.of().parseHex(QUESTION_OF_VERSION_1)))
                .isEqualTo(question);
        assertThat(PeerAnswer.decode(HexFormat.of().parseHex(ANSWER_OF_VERSION_1), question.form()))
                .isEqualTo(answer);
    }

    /** Of each kind of question that lists something, with and without what may be absent. */
    static Stream<PartitionQuery<?>> lists() {
        OpeningKey key = new OpeningKey(1_759_269_600_000L, "ünï");
        return Stream.of(
                new DepartmentsQuery(),
                new OpeningsQuery(0, Long.MAX_VALUE, Scope.ALL, null, 1),
                new OpeningsQuery(-5, 77, Scope.sumOf(List.of("", "sales")), key, OpeningsQuery.MOST),
                new FiguresQuery(List.of()),
                new FiguresQuery(List.of("a", "ünï")));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void questionsForListsArriveAsTheyWereAsked(PartitionQuery<?> query) throws MalformedMessageException {
        PeerQuestion<?> question = PeerQuestion.of("app", query, ASKS);

        assertThat(PeerQuestion.decode(question.encode())).isEqualTo(question);
        for (int length = 0; length < question.encode().length; length++) {
            byte[] cut = Arrays.copyOf(question.encode(), length);
            assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> PeerQuestion.decode(cut));
        }
    }

    @Test
    void listsArriveAsTheyWereGiven() throws MalformedMessageException {
        OpeningKey key = new OpeningKey(1_759_269_600_000L, "ünï");
        assertArrives(new DepartmentsQuery(), new TreeMap<>(Map.of("", 3L, "sales", 1L << 40)));
        assertArrives(new DepartmentsQuery(), new TreeMap<>());
        OpeningsQuery openings = new OpeningsQuery(0, 9, Scope.ALL, null, 2);
        assertArrives(openings, new Openings(List.of(), null));
        assertArrives(openings, new Openings(List.of(new Opening(key, "sales"), new Opening(key, "")), key));
        assertArrives(
                new FiguresQuery(List.of("a", "ünï")),
                Map.of("ünï", new Contribution("sales", 1_759_269_600_000L, 3, 0, -5, 1L << 40, 0, -(1L << 50))));
    }

    private static <T> void assertArrives(PartitionQuery<T> query, T value) throws MalformedMessageException {
        PeerForm<T> form = PeerForm.of(query);
        PeerAnswer<T> answer = new PeerAnswer<>(
                form,
                Map.of(0, new Answer<>(new Partial<>(value, new InputPosition(7, 8), 250)), 11, new Missing<>("why")));
        byte[] bytes = answer.encode();

        assertThat(PeerAnswer.decode(bytes, form)).isEqualTo(answer);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> PeerAnswer.decode(cut, form));
        }
    }

    /** More than was asked for must not fill the memory of whoever asked. */
    @Test
    void longerListsThanWereAskedForAreRefused() {
        OpeningKey key = new OpeningKey(1, "c");
        Opening opening = new Opening(key, "");
        PeerForm<Openings> two = PeerForm.of(new OpeningsQuery(0, 9, Scope.ALL, null, 2));
        PeerForm<Openings> one = PeerForm.of(new OpeningsQuery(0, 9, Scope.ALL, null, 1));
        byte[] answer = new PeerAnswer<>(
                        two,
                        Map.of(
                                0,
                                new Answer<>(new Partial<>(
                                        new Openings(List.of(opening, opening), null), InputPosition.START, 0))))
                .encode();

        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> PeerAnswer.decode(answer, one))
                .withMessage("a number is too large");
    }

    @Test
    void anUnknownKindIsNamed() {
        byte[] question = PeerQuestion.of("app", new BucketsQuery(Scope.ALL, new Points.Stretches(List.of(1L))), ASKS)
                .encode();
        question[5] = 99;

        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> PeerQuestion.decode(question))
                .withMessage("it is of kind 99, which this build does not know");
    }

    @Test
    void moreBucketsThanAnyAnswerHasAreRefused() {
        List<String> departments =
                IntStream.range(0, 200).mapToObj(number -> "d" + number).toList();
        Points points = new Points.Stretches(LongStream.range(0, 366).boxed().toList());
        byte[] question = PeerQuestion.of("app", new BucketsQuery(Scope.eachOf(departments), points), ASKS)
                .encode();

        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> PeerQuestion.decode(question))
                .withMessage("it asks for more than 40000 points");
    }

    @Test
    void aQuestionForTenYearsShouldBeShort() {
        PeerQuestion<BucketSums> question = PeerQuestion.of(
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
            Map<Integer, PartitionRead<Partial<BucketSums>>> reads = new HashMap<>();
            for (int partition = 0; partition < random.nextInt(1, 6); partition++) {
                reads.put(
                        partition * 3,
                        random.nextInt(4) == 0 ? new Missing<>("why " + partition) : answer(random, points));
            }
            PeerForm<BucketSums> form = form(points);
            PeerAnswer<BucketSums> answer = new PeerAnswer<>(form, reads);

            assertThat(PeerAnswer.decode(answer.encode(), form))
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
        byte[] answer = new PeerAnswer<>(form(9), Map.of(0, answer(random, 9), 1, new Missing<>("why"))).encode();
        for (int i = 0; i < 20_000; i++) {
            refusedOrRead(mutated(random, question), mutated(random, answer));
        }
        for (int length = 0; length < question.length; length++) {
            byte[] cut = Arrays.copyOf(question, length);
            assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> PeerQuestion.decode(cut));
        }
        for (int length = 0; length < answer.length; length++) {
            byte[] cut = Arrays.copyOf(answer, length);
            assertThatExceptionOfType(MalformedMessageException.class)
                    .isThrownBy(() -> PeerAnswer.decode(cut, form(9)));
        }
    }

    private static void refusedOrRead(byte[] question, byte[] answer) {
        try {
            assertThat(PeerQuestion.decode(question).asks()).isNotEmpty();
        } catch (MalformedMessageException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
        try {
            assertThat(PeerAnswer.decode(answer, form(9)).reads()).isNotNull();
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
        question[0] = 3;

        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> PeerQuestion.decode(question))
                .withMessage("it has version 3, and this build speaks versions 1 and 2");
    }

    @Test
    void anAnswerOfAnotherNumberOfPointsIsRefused() {
        byte[] answer = new PeerAnswer<>(form(2), Map.of(0, answer(new SplittableRandom(1), 2))).encode();

        assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> PeerAnswer.decode(answer, form(3)));
    }

    /** Of a chart's hours, so that answers are of the first version, or of two departments: by the number of points. */
    private static PeerForm<BucketSums> form(int points) {
        LocalDate day = LocalDate.EPOCH;
        List<Long> boundaries = LongStream.rangeClosed(0, points % 2 == 0 ? points / 2 : points)
                .boxed()
                .toList();
        return points % 2 == 0
                ? new BucketsForm(new BucketsQuery(Scope.eachOf(List.of("a", "b")), new Points.Stretches(boundaries)))
                : new ChartForm(new BucketsQuery(Scope.ALL, new Points.Dates(null, day, day, boundaries)));
    }

    private static Answer<Partial<BucketSums>> answer(SplittableRandom random, int points) {
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            buckets.add(random.nextInt(3) > 0 ? Bucket.EMPTY : bucket(random));
        }
        return new Answer<>(new Partial<>(
                ToldPartitions.buckets(buckets),
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
