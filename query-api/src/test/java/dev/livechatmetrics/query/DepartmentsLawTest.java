package dev.livechatmetrics.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.streams.topology.Scope;
import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.RandomWorkspace;
import dev.livechatmetrics.testkit.WireEvent;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a user who is limited to departments is answered: every chart of any set of departments, conversations without one
 * among them, against a recompute of exactly these conversations. The seed is the test's name.
 */
final class DepartmentsLawTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void answersOfSomeDepartmentsAreOfTheirConversationsTogether(long seed) {
        Random random = new Random(seed);
        List<WireEvent> events = RandomWorkspace.events(seed, 15);
        NaiveCharts expected = NaiveCharts.of(events);
        BarePipeline pipeline = new BarePipeline(ZONE, 1 + random.nextInt(3));
        pipeline.send(RandomWorkspace.disordered(seed, events), new SplittableRandom(seed));
        List<LocalDate> days = RandomWorkspace.clockChange(seed).days();
        LocalDate first = days.get(0);
        LocalDate last = days.get(days.size() - 1);

        for (String chart : NaiveCharts.chartNames()) {
            List<String> some = new ArrayList<>(RandomWorkspace.departments());
            some.add("");
            some.add("unknown");
            some.removeIf(department -> random.nextBoolean());
            LocalDate end = random.nextBoolean() ? first : last;

            assertThat(pipeline.chartOf(chart, first, end, Scope.sumOf(some), ZONE))
                    .as("%s of %s", chart, some)
                    .isEqualTo(expected.chartOf(chart, first, end, some::contains, ZONE)
                            .body());
        }
    }
}
