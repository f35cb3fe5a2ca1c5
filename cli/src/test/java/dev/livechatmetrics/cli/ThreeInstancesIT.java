package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.livechatmetrics.query.tls.Trust;
import dev.livechatmetrics.testkit.PemIdentity;
import dev.livechatmetrics.testkit.RandomWorkspace;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three instances share twelve partitions, and each answers every question as if it were alone. */
class ThreeInstancesIT {
    private static final int EVENTS = Integer.getInteger("instances.events", 8_000);
    private static final long SEED = Long.getLong("instances.seed", 1);
    private static final int PARTITIONS = 12;
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    /** Otherwise the first answers from its copies of what the second has, and says so in its log alone. */
    private static final Map<String, String> NO_COPIES = Map.of("STANDBY_MAX_LAG", "0s");

    private static final String SECRET = "a secret that no log may show";

    @TempDir
    private Path folder;

    private final List<AutoCloseable> started = new ArrayList<>();

    @AfterEach
    void endWhatStillRuns() throws Exception {
        for (AutoCloseable each : started) {
            each.close();
        }
    }

    @Test
    void eachAnswersEveryChartAsTheRecomputeDoes() throws Exception {
        EventTopics topics = topics();
        List<ServeProcess> instances = List.of(
                start("first", topics, Map.of()), start("second", topics, Map.of()), start("third", topics, Map.of()));
        List<Api> apis = instances.stream().map(ServeProcess::api).toList();
        DisorderedLoad load = DisorderedLoad.draw(SEED, EVENTS, ZONE);
        awaitShared(apis);
        topics.send(load.delivered());
        awaitCounted(apis, load.size());

        for (Api api : apis) {
            for (long workspace : load.workspaces()) {
                load.expected()
                        .assertAnsweredBy(
                                api, RandomWorkspace.clockChange(workspace).days());
            }
            long workspace = load.workspaces().iterator().next();
            load.expected()
                    .series()
                    .assertAnsweredBy(
                            api, RandomWorkspace.clockChange(workspace).days());
        }
        for (ServeProcess instance : instances) {
            assertThat(instance.process().err()).doesNotContain(SECRET, InstanceFolder.TOKEN);
        }
    }

    @Test
    void shouldSayWhatIsWrongWhereTheSecretsDiffer() throws Exception {
        EventTopics topics = topics();
        ServeProcess first = start("first", topics, NO_COPIES);
        ServeProcess second = start("second", topics, Map.of("PEER_SECRET", "another secret"));
        awaitShared(List.of(first.api(), second.api()));

        assertRefused(first.api(), "refuses this instance's signature: the PEER_SECRET of the two is not the same");
        assertThat(first.process().err())
                .contains("Set the same PEER_SECRET at every instance.")
                .doesNotContain(SECRET, "another secret");
    }

    @Test
    void shouldSayWhatIsWrongWithoutASecret() throws Exception {
        EventTopics topics = topics();
        ServeProcess first = start("first", topics, Map.of("PEER_SECRET", "", "STANDBY_MAX_LAG", "0s"));
        ServeProcess second = start("second", topics, Map.of("PEER_SECRET", ""));
        awaitShared(List.of(first.api(), second.api()));

        assertRefused(first.api(), "cannot be asked without PEER_SECRET; set one PEER_SECRET");
        assertThat(first.process().err()).contains("set one PEER_SECRET, a line of random text, at every instance.");
    }

    @Test
    void shouldSayWhatIsWrongWhereAnAddressCannotBeReached() throws Exception {
        EventTopics topics = topics();
        ServeProcess first = start("first", topics, NO_COPIES);
        ServeProcess second = start("second", topics, Map.of("APPLICATION_SERVER", "no-such-host.invalid:8080"));
        awaitShared(List.of(first.api(), second.api()));

        assertRefused(
                first.api(),
                "no-such-host.invalid:8080: cannot be reached; it is down, or its APPLICATION_SERVER is not an address"
                        + " from here");
        assertThat(first.process().err())
                .contains("The instance at no-such-host.invalid:8080 cannot be reached.")
                .contains("its APPLICATION_SERVER is an address that the other instances reach");
    }

    @Test
    void shouldAskByTlsAndSayThatACertificateIsNotTrusted() throws Exception {
        PemIdentity identity = PemIdentity.create(folder.resolve("identity"), "ip:127.0.0.1");
        PemIdentity other = PemIdentity.create(folder.resolve("other"), "ip:127.0.0.1");
        EventTopics topics = topics();
        ServeProcess first = start("first", topics, tls(identity, identity));
        ServeProcess second = start("second", topics, tls(identity, other));
        SSLContext trust = Trust.only(Optional.of(identity.certificate()));
        Api trusting = first.api(trust);
        Api notTrusting = second.api(trust);
        awaitShared(List.of(trusting, notTrusting));

        assertThat(trusting.chart("Total_conversations", LocalDate.of(2025, 1, 1), LocalDate.of(2025, 1, 2), null))
                .contains("\"dataPoints\":[0,0]");
        assertRefused(
                notTrusting, "shows a certificate that is not trusted: it must be of an authority in TLS_CA_FILE");
        assertThat(second.process().err()).contains("TLS_CA_FILE");
    }

    private static Map<String, String> tls(PemIdentity own, PemIdentity trusted) {
        Map<String, String> tls = new HashMap<>(NO_COPIES);
        tls.put("TLS_CERTIFICATE_FILE", own.certificate().toString());
        tls.put("TLS_KEY_FILE", own.key().toString());
        tls.put("TLS_CA_FILE", trusted.certificate().toString());
        return tls;
    }

    private static void assertRefused(Api api, String reason) {
        HttpResponse<String> response = api.get("/api/v1/livechat/analytics/dashboards/charts-data"
                + "?chartName=Total_conversations&start=2025-01-01&end=2025-12-31");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        assertThat(response.body())
                .contains("These partitions cannot be read now: ")
                .contains(reason);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
    }

    /** Until each owns some partitions and all are owned. */
    private static void awaitShared(List<Api> apis) {
        await().atMost(Api.PATIENCE).untilAsserted(() -> {
            List<Set<Integer>> shares =
                    apis.stream().map(api -> InstanceShare.of(api).active()).toList();
            assertThat(shares).allSatisfy(share -> assertThat(share).isNotEmpty());
            assertThat(shares.stream().flatMap(Set::stream)).hasSize(PARTITIONS).doesNotHaveDuplicates();
        });
    }

    private static void awaitCounted(List<Api> apis, long records) {
        await().atMost(Api.PATIENCE)
                .untilAsserted(() -> assertThat(apis.stream()
                                .mapToLong(api -> api.ledger().total())
                                .sum())
                        .isEqualTo(records));
    }

    private EventTopics topics() throws IOException {
        CommandProcess broker = started(
                CommandProcess.start(Map.of("DATA_DIR", folder.resolve("broker").toString()), "broker", "--port", "0"));
        return EventTopics.ofDefaultNames(broker.lineAfter("Kafka broker ready on "));
    }

    private ServeProcess start(String name, EventTopics topics, Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(topics.environment());
        environment.put("APPLICATION_ID", "shared");
        environment.put("TOPIC_PARTITIONS", Integer.toString(PARTITIONS));
        environment.put("REPORTING_TIMEZONE", ZONE.getId());
        environment.put("PEER_SECRET", SECRET);
        environment.put("READ_TIMEOUT", "2s");
        environment.putAll(more);
        return started(
                ServeProcess.start(InstanceFolder.in(folder.resolve(name)).environment(environment)));
    }

    private <T extends AutoCloseable> T started(T each) {
        started.add(each);
        return each;
    }
}
