package dev.livechatmetrics.streams.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sums of some figures are those of the sums of all; {@link Bucket#merge} says what these are. */
final class BucketSumsTest {
    private static final int POINTS = 5;

    @Test
    void shouldAddUpTheFiguresThatItHas() {
        Random random = new Random(11);
        for (Figure figure : Figure.values()) {
            List<Bucket> first = buckets(random);
            List<Bucket> second = buckets(random);
            BucketSums some = new BucketSums(POINTS, EnumSet.of(figure, Figure.MESSAGES));
            some.add(first);
            BucketSums ofAsMany = new BucketSums(POINTS, EnumSet.of(figure, Figure.MESSAGES));
            ofAsMany.add(second);
            some.add(ofAsMany);
            for (int i = 0; i < POINTS; i++) {
                Bucket merged = first.get(i).merge(second.get(i));
                Bucket expected = new Bucket(only(merged.sums(), figure), merged.bestFirstResponseMillis());
                assertThat(some.get(i)).as(figure + " at " + i).isEqualTo(expected);
            }
        }
    }

    @Test
    void shouldTakeItsFiguresFromSumsOfAll() {
        List<Bucket> buckets = buckets(new Random(12));
        BucketSums all = new BucketSums(POINTS);
        all.add(buckets);
        assertThat(all).isEqualTo(buckets);

        BucketSums some = new BucketSums(POINTS, Set.of(Figure.MESSAGES));
        some.add(all);
        assertThat(some.get(2).sums().messages())
                .isEqualTo(buckets.get(2).sums().messages());
    }

    @Test
    void shouldNotTakeAFigureThatIsNotThereForZero() {
        BucketSums messages = new BucketSums(POINTS, Set.of(Figure.MESSAGES));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BucketSums(POINTS, Set.of(Figure.CONVERSATIONS)).add(messages));
        assertThatIllegalArgumentException().isThrownBy(() -> new BucketSums(POINTS).add(messages));
    }

    @Test
    void shouldTellOneFigureOfEveryPoint() {
        List<Bucket> buckets = buckets(new Random(13));
        for (Figure figure : Figure.values()) {
            BucketSums sums = new BucketSums(POINTS, EnumSet.of(figure, Figure.MESSAGES));
            sums.add(buckets);
            long[] expected = buckets.stream()
                    .mapToLong(bucket -> new RunningBucket(bucket).figure(figure.place()))
                    .toArray();
            assertThat(sums.sums(figure)).as(figure.toString()).isEqualTo(expected);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BucketSums(POINTS, Set.of(Figure.CONVERSATIONS)).sums(Figure.FIRST_REACTIONS));
    }

    @Test
    void shouldNotAddOtherPoints() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BucketSums(POINTS).add(new BucketSums(POINTS + 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new BucketSums(POINTS).add(List.of()));
    }

    private static Aggregate only(Aggregate sums, Figure figure) {
        long[] figures = new long[Aggregate.FIGURES];
        figures[Figure.MESSAGES.place()] = sums.messages();
        figures[figure.place()] = switch (figure) {
            case CONVERSATIONS -> sums.conversations();
            case MESSAGES -> sums.messages();
            case VISITOR_MESSAGES -> sums.visitorMessages();
            case CHAT_DURATIONS -> sums.chatDurations();
            case CHAT_DURATION_MILLIS -> sums.chatDurationMillis();
            case FIRST_RESPONSES -> sums.firstResponses();
            case FIRST_RESPONSE_MILLIS -> sums.firstResponseMillis();
            case AVERAGE_RESPONSES -> sums.averageResponses();
            case AVERAGE_RESPONSE_MICROS -> sums.averageResponseMicros();
            case FIRST_REACTIONS -> sums.firstReactions();
            case FIRST_REACTION_MILLIS -> sums.firstReactionMillis();
        };
        return Aggregate.of(figures);
    }

    private static List<Bucket> buckets(Random random) {
        return random.ints(POINTS, 0, Integer.MAX_VALUE)
                .mapToObj(seed -> {
                    Random of = new Random(seed);
                    long[] figures = of.longs(Aggregate.FIGURES, 0, 1_000_000).toArray();
                    return new Bucket(Aggregate.of(figures), of.nextInt(1_000));
                })
                .toList();
    }
}
