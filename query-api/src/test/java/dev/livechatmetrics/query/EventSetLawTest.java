package dev.livechatmetrics.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.streams.topology.LedgerRow;
import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.RandomWorkspace;
import dev.livechatmetrics.testkit.WireEvent;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The law of the product: answers depend on the set of events alone. Random sets of events, in any order, with any
 * repetition, with commits and reloads of all state at any place, answered by one to three partitions, equal an
 * independent recompute for all charts, all departments and several zones, by days and by hours, and for the lists of
 * departments and conversations; and the ledger counts every record once.
 *
 * <p>{@code -Dlaw.sets=100000} runs more sets, {@code -Dlaw.seed=N} begins at another seed: a failure names its own.
 */
final class EventSetLawTest {
    private static final int SETS = Integer.getInteger("law.sets", 1_000);
    private static final long FIRST_SEED = Long.getLong("law.seed", 1);
    private static final List<ZoneId> OTHER_ZONES = List.of(
            ZoneId.of("UTC"),
            ZoneId.of("America/St_Johns"),
            ZoneId.of("Asia/Kathmandu"),
            ZoneId.of("Pacific/Kiritimati"),
            ZoneId.of("Pacific/Pago_Pago"),
            ZoneId.of("Australia/Lord_Howe"));

    @Test
    void answersDependOnTheSetOfEventsAlone() {
        LongStream.range(FIRST_SEED, FIRST_SEED + SETS).parallel().forEach(EventSetLawTest::check);
    }

    private static void check(long seed) {
        try {
            checkSet(seed);
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("seed " + seed + " (-Dlaw.seed=" + seed + " -Dlaw.sets=1)", failure);
        }
    }

    private static void checkSet(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<WireEvent> set = RandomWorkspace.events(seed, 1 + random.nextInt(6));
        List<WireEvent> sent = random.nextInt(4) == 0 ? set : RandomWorkspace.disordered(random.nextLong(), set);
        NaiveCharts expected = NaiveCharts.of(set);
        List<ZoneId> zones =
                List.of(RandomWorkspace.clockChange(seed).zone(), OTHER_ZONES.get(random.nextInt(OTHER_ZONES.size())));
        BarePipeline pipeline = new BarePipeline(zones.get(random.nextInt(2)), 1 + random.nextInt(3));
        pipeline.send(sent, random);

        LocalDate changeDay = RandomWorkspace.clockChange(seed).days().get(1);
        List<String> departments = new ArrayList<>(RandomWorkspace.departments());
        departments.add(null);
        departments.add("unknown");
        for (ZoneId zone : zones) {
            for (String chart : NaiveCharts.chartNames()) {
                for (String department : departments) {
                    compare(pipeline, expected, chart, changeDay.minusDays(6), changeDay.plusDays(6), department, zone);
                }
                String department = departments.get(random.nextInt(departments.size()));
                compare(pipeline, expected, chart, changeDay, changeDay, department, zone);
                LocalDate day = changeDay.plusDays(random.nextInt(-3, 4));
                compare(pipeline, expected, chart, day, day, null, zone);
            }
        }
        new ComparedLists(pipeline.listings(), expected).check(changeDay, zones.get(0), random);
        LedgerRow ledger = pipeline.ledger();
        assertThat(ledger.deadLetters()).isEmpty();
        assertThat(ledger.duplicate()).as("duplicates").isEqualTo(sent.size() - expected.distinctEvents());
        assertThat(ledger.applied() + ledger.ignored()).as("first readings").isEqualTo(expected.distinctEvents());
    }

    private static void compare(
            BarePipeline pipeline,
            NaiveCharts expected,
            String chart,
            LocalDate start,
            LocalDate end,
            String department,
            ZoneId zone) {
        assertThat(pipeline.chart(chart, start, end, department, zone))
                .as("%s from %s to %s of %s in %s", chart, start, end, department, zone)
                .isEqualTo(expected.chart(chart, start, end, department, zone).body());
    }
}
