package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code serve}, alone or with its broker, is killed three times in the middle of a load, and at the end every chart and
 * the ledger are exact. The load is disordered and repeats itself.
 *
 * <p>{@code -Dkill.events=500000} makes it longer, {@code -Dkill.seed=N} kills at other moments of another load.
 */
class KillIT {
    private static final int EVENTS = Integer.getInteger("kill.events", 50_000);
    private static final long SEED = Long.getLong("kill.seed", 1);
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final int KILLS = 3;

    /** How far the load may go before each kill and while nobody reads it, of a hundred. */
    private static final int[] ALLOWED = {40, 70, 95};

    @TempDir
    private Path folder;

    private final List<AutoCloseable> started = new ArrayList<>();
    private final Random random = new Random(SEED);
    private DisorderedLoad load;

    @BeforeEach
    void drawLoad() {
        System.out.println("KillIT: -Dkill.seed=" + SEED + " -Dkill.events=" + EVENTS);
        load = DisorderedLoad.draw(SEED, EVENTS, ZONE);
    }

    @AfterEach
    void killWhatStillRuns() throws Exception {
        for (AutoCloseable process : started) {
            process.close();
        }
    }

    @Test
    void nothingIsLostOrCountedTwiceWhenServeIsKilled() throws Exception {
        Map<String, String> brokerFolder =
                Map.of("DATA_DIR", folder.resolve("broker").toString());
        CommandProcess broker = CommandProcess.start(brokerFolder, "broker", "--port", "0");
        started.add(broker);
        EventTopics topics = EventTopics.ofDefaultNames(broker.lineAfter("Kafka broker ready on "));

        Load sending = killInTheMiddleOfTheLoad(topics.environment(), Load.PATIENT);

        assertThat(sending.sentAgain()).isZero();
        assertThat(topics.sizes().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(load.size());
    }

    @Test
    void nothingIsLostOrCountedTwiceWhenItsBrokerIsKilledWithIt() throws Exception {
        killInTheMiddleOfTheLoad(Map.of(), Load.GIVING_UP_SOON);
    }

    private Load killInTheMiddleOfTheLoad(Map<String, String> kafka, Map<String, Object> producer) throws Exception {
        Map<String, String> environment = new HashMap<>(kafka);
        environment.put("REPORTING_TIMEZONE", ZONE.getId());
        ServeProcess serve = start(environment);
        Api api = serve.api();
        try (Load sending =
                new Load(load.delivered(), EventTopics.ofDefaultNames(serve.bootstrapServers()), producer)) {
            sending.allow(ALLOWED[0]);
            for (int kill = 0; kill < KILLS; kill++) {
                int from = kill == 0 ? 3 : ALLOWED[kill - 1];
                int percent = from + random.nextInt(ALLOWED[kill] - from - 3);
                long counted =
                        api.awaitRecords(load.size() * (long) percent / 100).total();
                // From here on it is sent while serve dies, is dead and comes back.
                sending.allow(kill + 1 < KILLS ? ALLOWED[kill + 1] : ALLOWED[kill]);
                assertThat(sending.acknowledged()).as("still sending").isLessThan(load.size());
                serve.process().kill();
                System.out.println("KillIT: killed at " + counted + " records counted");
                serve = start(environment);
                api = serve.api();
                sending.sendTo(EventTopics.ofDefaultNames(serve.bootstrapServers()));
            }
            sending.allow(100);
            sending.awaitEnd();
            assertThat(sending.acknowledged()).isEqualTo(load.size());

            System.out.println("KillIT: sent again, as not acknowledged: " + sending.sentAgain());
            load.assertExact(api, EventTopics.ofDefaultNames(serve.bootstrapServers()));
            assertThat(serve.process().err())
                    .as("no store was opened in vain")
                    .doesNotContain("TaskCorruptedException");
            assertThat(mark()).exists();
            assertThat(serve.process().stop()).isZero();
            assertThat(mark()).doesNotExist();
            return sending;
        }
    }

    private Path mark() {
        return new InstanceFolder(folder.resolve("serve")).dataDir().resolve("streams/livechat-metrics.running");
    }

    private ServeProcess start(Map<String, String> environment) throws IOException {
        ServeProcess serve =
                ServeProcess.start(InstanceFolder.in(folder.resolve("serve")).environment(environment));
        started.add(serve);
        return serve;
    }
}
