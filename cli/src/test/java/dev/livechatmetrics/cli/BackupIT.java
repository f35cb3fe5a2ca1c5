package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.RandomWorkspace;
import dev.livechatmetrics.testkit.WireEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of an instance's {@code DATA_DIR} is put back elsewhere, as docs/operations.md says. */
class BackupIT {
    private static final long SEED = 9;

    @TempDir
    private Path folder;

    private final List<AutoCloseable> started = new ArrayList<>();

    @AfterEach
    void killWhatStillRuns() throws Exception {
        for (AutoCloseable process : started) {
            process.close();
        }
    }

    /** Broker and state are in it, so all that there was at the copy's time is there again. */
    @Test
    void shouldRestoreAServeWithItsOwnBroker() throws Exception {
        List<WireEvent> events = RandomWorkspace.events(SEED, 100);
        InstanceFolder here = InstanceFolder.in(folder.resolve("here"));
        ServeProcess serve = start(here, Map.of());
        Api api = serve.api();
        EventTopics.ofDefaultNames(serve.bootstrapServers()).send(events);
        api.awaitRecords(events.size());
        assertThat(serve.process().stop()).isZero();

        InstanceFolder elsewhere = InstanceFolder.in(folder.resolve("elsewhere"));
        FolderTree.copy(here.dataDir(), elsewhere.dataDir());
        FolderTree.delete(here.dataDir());
        ServeProcess restored = start(elsewhere, Map.of());

        assertExact(restored.api(), events);
    }

    /** Kafka went on meanwhile: the changelogs have what the copy lacks. */
    @Test
    void shouldCatchUpFromAnOlderCopy() throws Exception {
        List<WireEvent> events = RandomWorkspace.events(SEED, 100);
        CommandProcess broker =
                CommandProcess.start(Map.of("DATA_DIR", folder.resolve("broker").toString()), "broker", "--port", "0");
        started.add(broker);
        EventTopics topics = EventTopics.ofDefaultNames(broker.lineAfter("Kafka broker ready on "));
        InstanceFolder here = InstanceFolder.in(folder.resolve("here"));
        InstanceFolder elsewhere = InstanceFolder.in(folder.resolve("elsewhere"));

        runUntilCounted(here, topics, events.subList(0, events.size() / 2), events.size() / 2);
        FolderTree.copy(here.dataDir(), elsewhere.dataDir());
        runUntilCounted(here, topics, events.subList(events.size() / 2, events.size()), events.size());
        ServeProcess restored = start(elsewhere, topics.environment());

        Api api = restored.api();
        assertExact(api, events);
        assertThat(api.ledger().total("applied") + api.ledger().total("ignored"))
                .isEqualTo(events.size());
    }

    private void runUntilCounted(InstanceFolder instance, EventTopics topics, List<WireEvent> events, int counted)
            throws Exception {
        ServeProcess serve = start(instance, topics.environment());
        Api api = serve.api();
        topics.send(events);
        api.awaitRecords(counted);
        assertThat(serve.process().stop()).isZero();
    }

    private static void assertExact(Api api, List<WireEvent> events) {
        List<LocalDate> days = RandomWorkspace.clockChange(SEED).days();
        new ExpectedCharts(
                        NaiveCharts.of(events),
                        RandomWorkspace.clockChange(SEED).zone())
                .assertAnsweredBy(api, days);
    }

    private ServeProcess start(InstanceFolder instance, Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(more);
        environment.put(
                "REPORTING_TIMEZONE", RandomWorkspace.clockChange(SEED).zone().getId());
        ServeProcess serve = ServeProcess.start(instance.environment(environment));
        started.add(serve);
        return serve;
    }
}
