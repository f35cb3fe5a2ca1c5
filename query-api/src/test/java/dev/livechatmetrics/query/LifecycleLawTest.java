package dev.livechatmetrics.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.streams.topology.LedgerRow;
import dev.livechatmetrics.streams.topology.LifecycleLimits;
import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.RandomWorkspace;
import dev.livechatmetrics.testkit.WireEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The law of the product as time goes by. Random sets of events come disordered and repeated over days of the clock, with
 * sweeps, commits and restarts at any place: charts, ledger and counts are those of {@link LifecycleModel}. At the end all
 * comes once more, which in a condensed conversation changes nothing.
 *
 * <p>{@code -Dlaw.sets=100000} runs more sets, {@code -Dlaw.seed=N} begins at another seed: a failure names its own.
 */
final class LifecycleLawTest {
    private static final int SETS = Integer.getInteger("law.sets", 500);
    private static final long FIRST_SEED = Long.getLong("law.seed", 1);
    private static final int STEPS = 8;
    private static final long DAY_MILLIS = 86_400_000;

    @Test
    void answersAreThoseOfTheModelAsTimeGoesBy() {
        LongStream.range(FIRST_SEED, FIRST_SEED + SETS).parallel().forEach(number -> new Run(number).check());
    }

    /** One set of events. */
    private static final class Run {
        private final long seed;
        private final SplittableRandom random;
        private final LifecycleLimits limits;
        private final ZoneId zone;
        private final LifecycleModel model;
        private final BarePipeline pipeline;
        private Instant now;

        private Run(long seed) {
            this.seed = seed;
            random = new SplittableRandom(seed);
            limits = new LifecycleLimits(
                    random.nextInt(5),
                    random.nextInt(3) == 0 ? 0 : 2 + random.nextInt(15),
                    random.nextInt(3) == 0 ? 1 + random.nextInt(8) : 10_000,
                    random.nextInt(5));
            zone = random.nextBoolean()
                    ? RandomWorkspace.clockChange(seed).zone()
                    : List.of(ZoneId.of("UTC"), ZoneId.of("Pacific/Kiritimati")).get(random.nextInt(2));
            model = new LifecycleModel(limits, zone);
            // Later than any event: what comes too early for the clock is another test's.
            now = RandomWorkspace.clockChange(seed).at().plus(Duration.ofDays(4));
            pipeline = new BarePipeline(zone, 1 + random.nextInt(2), limits, now.toEpochMilli());
            pass(Duration.ZERO);
        }

        private void check() {
            try {
                List<WireEvent> sent = RandomWorkspace.disordered(
                        random.nextLong(), RandomWorkspace.events(seed, 1 + random.nextInt(5), 40));
                int step = 1 + sent.size() / STEPS;
                for (int from = 0; from < sent.size(); from += step) {
                    send(sent.subList(from, Math.min(sent.size(), from + step)));
                    pass(Duration.ofMillis(random.nextLong(3 * DAY_MILLIS)));
                }
                send(RandomWorkspace.disordered(random.nextLong(), sent));
                pass(Duration.ofMillis(random.nextLong(8 * DAY_MILLIS)));
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError(
                        "seed " + seed + " (-Dlaw.seed=" + seed + " -Dlaw.sets=1), " + limits, failure);
            }
        }

        private void send(List<WireEvent> events) {
            events.forEach(model::send);
            pipeline.send(events, random);
        }

        private void pass(Duration duration) {
            now = now.plus(duration);
            model.setClock(now);
            pipeline.setClock(now.toEpochMilli());
            if (random.nextInt(4) == 0) {
                pipeline.restart();
            }
            if (random.nextInt(4) > 0) {
                // The sweep finds conversations by their rows: what was never committed, it meets in the next pass.
                pipeline.commit();
                pipeline.sweep();
                model.sweep();
                compare();
            }
        }

        private void compare() {
            LedgerRow ledger = pipeline.ledger();
            assertThat(ledger.applied()).as("applied").isEqualTo(model.count("applied"));
            assertThat(ledger.duplicate()).as("duplicate").isEqualTo(model.count("duplicate"));
            assertThat(ledger.ignored()).as("ignored").isEqualTo(model.count("ignored"));
            for (String reason : List.of("too-late", "too-many-waiting")) {
                assertThat(ledger.deadLetters().getOrDefault(reason, 0L))
                        .as(reason)
                        .isEqualTo(model.count(reason));
            }
            assertThat(ledger.deadLettered())
                    .as("dead letters of no other reason")
                    .isEqualTo(model.count("too-late") + model.count("too-many-waiting"));
            assertThat(pipeline.lifecycle()).isEqualTo(model.counts());
            compareCharts();
        }

        private void compareCharts() {
            NaiveCharts expected = model.charts();
            List<String> departments = new ArrayList<>(RandomWorkspace.departments());
            departments.add(null);
            LocalDate day = RandomWorkspace.clockChange(seed).days().get(1);
            for (String chart : NaiveCharts.chartNames()) {
                String department = departments.get(random.nextInt(departments.size()));
                compare(expected, chart, day.minusDays(6), day.plusDays(6), null);
                compare(expected, chart, day.minusDays(6), day.plusDays(6), department);
                LocalDate hours = day.plusDays(random.nextInt(-3, 4));
                compare(expected, chart, hours, hours, department);
            }
            new ComparedLists(pipeline.listings(), expected).check(day, zone, random);
        }

        private void compare(NaiveCharts expected, String chart, LocalDate start, LocalDate end, String department) {
            assertThat(pipeline.chart(chart, start, end, department, zone))
                    .as("%s from %s to %s of %s in %s", chart, start, end, department, zone)
                    .isEqualTo(
                            expected.chart(chart, start, end, department, zone).body());
        }
    }
}
