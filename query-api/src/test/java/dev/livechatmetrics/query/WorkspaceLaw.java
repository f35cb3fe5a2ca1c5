package dev.livechatmetrics.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.RocketChatHistory;
import dev.livechatmetrics.testkit.RocketChatTraits;
import dev.livechatmetrics.testkit.WireEvent;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Holds what a source makes of generated workspaces, delivered in any order and with repetitions, against a recompute.
 * {@code -Dlaw.sets=100000} runs more workspaces, {@code -Dlaw.seed=N} begins at another seed: a failure names its own.
 */
final class WorkspaceLaw {
    static final long FIRST_SEED = Long.getLong("law.seed", 1);

    private static final int WORKSPACES = Integer.getInteger("law.sets", 200);
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final LocalDate FIRST_DAY = LocalDate.parse("2025-08-30");
    private static final LocalDate LAST_DAY = LocalDate.parse("2025-09-25");

    private WorkspaceLaw() {}

    record Case(List<WireEvent> events, NaiveCharts expected) {}

    static RocketChatHistory history(long seed, RocketChatTraits traits) {
        return RocketChatHistory.of(seed, conversations(seed), traits);
    }

    static int conversations(long seed) {
        return 1 + (int) (seed % 7);
    }

    static void forEachSeed(Function<Long, Case> made) {
        forEachSeed(1, made);
    }

    /** {@code parts}: into how many parts the workspaces are divided, of which this is one. */
    static void forEachSeed(int parts, Function<Long, Case> made) {
        LongStream.range(FIRST_SEED, FIRST_SEED + Math.max(1, WORKSPACES / parts))
                .parallel()
                .forEach(seed -> {
                    try {
                        check(seed, made.apply(seed));
                    } catch (AssertionError | RuntimeException failure) {
                        throw new AssertionError("seed " + seed + " (-Dlaw.seed=" + seed + " -Dlaw.sets=1)", failure);
                    }
                });
    }

    private static void check(long seed, Case made) {
        List<WireEvent> delivered = new ArrayList<>(made.events());
        Random random = new Random(seed);
        made.events().stream().filter(event -> random.nextInt(4) == 0).forEach(delivered::add);
        Collections.shuffle(delivered, random);
        BarePipeline pipeline = new BarePipeline(ZONE, 1 + random.nextInt(3));
        pipeline.send(delivered, new SplittableRandom(seed));
        assertThat(pipeline.ledger().deadLetters()).isEmpty();
        List<String> departments = new ArrayList<>(RocketChatHistory.departments());
        departments.add(null);
        for (String chart : NaiveCharts.chartNames()) {
            for (String department : departments) {
                assertThat(pipeline.chart(chart, FIRST_DAY, LAST_DAY, department, ZONE))
                        .as("%s of %s", chart, department)
                        .isEqualTo(made.expected()
                                .chart(chart, FIRST_DAY, LAST_DAY, department, ZONE)
                                .body());
            }
        }
    }
}
