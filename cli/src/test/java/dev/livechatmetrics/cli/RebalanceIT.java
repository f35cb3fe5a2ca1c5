package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances under a load that does not end meanwhile: partitions are handed over, standbys are promoted after a kill,
 * a pause and a stop, active tasks become standbys and active again, and an instance that was given up wakes in the
 * middle of a transaction. At the end every chart and the ledger are exact; no answer in between is a partial one.
 *
 * <p>{@code -Drebalance.events=500000} makes it longer, {@code -Drebalance.seed=N} draws another load. With {@code
 * -Drebalance.lag=10000}, Kafka's own default, an instance that comes back gets its partitions not at once, but at the
 * next probing rebalance, a minute later, as warmed-up standbys.
 */
class RebalanceIT {
    private static final int EVENTS = Integer.getInteger("rebalance.events", 60_000);
    private static final long SEED = Long.getLong("rebalance.seed", 1);
    private static final long LAG = Long.getLong("rebalance.lag", 1_000_000_000L);
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final int PARTITIONS = 4;
    private static final String APPLICATION_ID = "rebalanced";

    /** So that a third of the load is left after a minute, and some of it for as long as it takes. */
    private static final int ALLOWED_AT_A_TIME_ONE_IN = 600;

    private static final Duration ALLOWED_EVERY = Duration.ofMillis(100);

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    @TempDir
    private Path folder;

    private final List<AutoCloseable> started = new ArrayList<>();
    private final long beginNanos = System.nanoTime();

    @AfterEach
    void endWhatStillRuns() throws Exception {
        for (AutoCloseable each : started) {
            each.close();
        }
    }

    @Test
    void partitionsMoveUnderLoadAndNothingIsLostOrCountedTwice() throws Exception {
        System.out.println(
                "RebalanceIT: -Drebalance.seed=" + SEED + " -Drebalance.events=" + EVENTS + " -Drebalance.lag=" + LAG);
        DisorderedLoad load = DisorderedLoad.draw(SEED, EVENTS, ZONE);
        CommandProcess broker = started(
                CommandProcess.start(Map.of("DATA_DIR", folder.resolve("broker").toString()), "broker", "--port", "0"));
        EventTopics topics = EventTopics.ofDefaultNames(broker.lineAfter("Kafka broker ready on "));
        ServeProcess first = start("first", topics);
        Api firstApi = first.api();
        Load sending = started(new Load(load.delivered(), topics, Load.PATIENT));
        ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
        started.add(pace::shutdownNow);
        ScheduledFuture<?> allowing = pace.scheduleAtFixedRate(
                () -> sending.allowOneIn(ALLOWED_AT_A_TIME_ONE_IN), 0, ALLOWED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        AnswersUnderLoad answers = started(new AnswersUnderLoad(topics, APPLICATION_ID, PARTITIONS));
        awaitAlone("the first runs alone", firstApi, answers, sending);

        ServeProcess second = start("second", topics);
        Api secondApi = second.api();
        awaitShared("the second joins", firstApi, secondApi, answers, sending);

        first.process().kill();
        awaitAlone("the first is killed, its partitions' standbys are promoted", secondApi, answers, sending);

        first = start("first", topics);
        firstApi = first.api();
        awaitShared("the first is back", firstApi, secondApi, answers, sending);

        first.process().freeze();
        awaitAlone("the first stands still", secondApi, answers, sending);
        first.process().thaw();
        awaitShared(
                "the first goes on, has lost what it had not committed, and gets partitions anew",
                firstApi,
                secondApi,
                answers,
                sending);

        assertThat(second.process().stop()).isZero();
        awaitAlone("the second is stopped", firstApi, answers, sending);

        assertThat(allowing.cancel(false)).as("still allowing").isTrue();
        sending.allow(100);
        sending.awaitEnd();
        assertThat(sending.acknowledged()).isEqualTo(load.size());
        assertThat(sending.sentAgain()).isZero();
        assertThat(topics.sizes().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(load.size());
        load.assertExact(firstApi, topics);
        System.out.printf(
                "RebalanceIT: exact; meanwhile %d answers, %d of them from copies, and %d refusals%n",
                answers.answers(), answers.copies(), answers.refusals());
        answers.assertWhole();
        assertThat(first.process().stop()).isZero();
    }

    /** Until the instance owns every partition; it is asked for a chart all the time. */
    private void awaitAlone(String step, Api api, AnswersUnderLoad answers, Load sending) {
        int answersBefore = answers.answers();
        await(step).atMost(Api.PATIENCE).pollInterval(LOOK_EVERY).untilAsserted(() -> {
            answers.ask(api);
            assertThat(InstanceShare.of(api).active()).hasSize(PARTITIONS);
            assertThat(answers.answers()).as("answers").isGreaterThan(answersBefore);
        });
        say(step, sending);
    }

    /** Until each owns some partitions and every partition has a standby; both are asked for a chart all the time. */
    private void awaitShared(String step, Api first, Api second, AnswersUnderLoad answers, Load sending) {
        await(step).atMost(Api.PATIENCE).pollInterval(LOOK_EVERY).untilAsserted(() -> {
            answers.ask(first);
            answers.ask(second);
            InstanceShare ofFirst = InstanceShare.of(first);
            InstanceShare ofSecond = InstanceShare.of(second);
            assertThat(ofSecond.active()).as("the second's").isNotEmpty();
            assertThat(ofFirst.active()).as("the first's").isNotEmpty().doesNotContainAnyElementsOf(ofSecond.active());
            Set<Integer> all = new TreeSet<>(ofFirst.active());
            all.addAll(ofSecond.active());
            assertThat(all).as("anybody's").hasSize(PARTITIONS);
            assertThat(ofFirst.standbys() + ofSecond.standbys()).as("standbys").isEqualTo(PARTITIONS);
        });
        say(step, sending);
    }

    private void say(String step, Load sending) {
        assertThat(sending.acknowledged()).as("still sending").isLessThan(EVENTS);
        System.out.printf(
                "RebalanceIT: %5.1f s, %,d acknowledged: %s%n",
                (System.nanoTime() - beginNanos) / 1e9, sending.acknowledged(), step);
    }

    private ServeProcess start(String name, EventTopics topics) throws IOException {
        Map<String, String> environment = new HashMap<>(topics.environment());
        environment.put("APPLICATION_ID", APPLICATION_ID);
        environment.put("REPORTING_TIMEZONE", ZONE.getId());
        environment.put("READ_TIMEOUT", "100ms");
        environment.put("STREAMS_NUM_STANDBY_REPLICAS", "1");
        environment.put("STREAMS_ACCEPTABLE_RECOVERY_LAG", Long.toString(LAG));
        environment.put("STREAMS_PROBING_REBALANCE_INTERVAL_MS", "60000");
        environment.put("STREAMS_MAIN_CONSUMER_SESSION_TIMEOUT_MS", "6000");
        environment.put("STREAMS_MAIN_CONSUMER_HEARTBEAT_INTERVAL_MS", "1500");
        return started(
                ServeProcess.start(InstanceFolder.in(folder.resolve(name)).environment(environment)));
    }

    private <T extends AutoCloseable> T started(T each) {
        started.add(each);
        return each;
    }
}
