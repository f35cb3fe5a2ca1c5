package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.testkit.GoldenCase;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every golden case through a broker, RocksDB and HTTP. Where a case asks in several zones, the instance is started anew
 * on the same state with the next one: it must answer exactly from what it has, reading no event again.
 */
abstract class GoldenCasesContract {
    @TempDir
    private Path folder;

    abstract String bootstrapServers();

    static List<GoldenCase> cases() {
        return GoldenCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldAnswerAsExpectedInEveryZone(GoldenCase golden) throws Exception {
        EventTopics topics = EventTopics.named(bootstrapServers(), golden.name());
        InstanceFolder instanceFolder = InstanceFolder.in(folder);
        List<ZoneId> zones = golden.requests().stream()
                .map(GoldenCase.Request::zone)
                .distinct()
                .toList();
        LedgerMetricsText ledger = null;
        for (ZoneId zone : zones) {
            Map<String, String> more = new HashMap<>(topics.environment());
            more.put("APPLICATION_ID", golden.name());
            more.put("REPORTING_TIMEZONE", zone.getId());
            try (InstanceInJvm instance = InstanceInJvm.start(instanceFolder.environment(more))) {
                if (ledger == null) {
                    topics.send(golden.events());
                    ledger = instance.api().awaitRecords(golden.events().size());
                    assertThat(ledger.perPartition()).isEqualTo(topics.sizes());
                    assertAnswers(instance.api(), golden, zone);
                } else {
                    assertAnswers(instance.api(), golden, zone);
                    instance.api().awaitReady();
                    assertThat(instance.api().ledger()).as("ledger in %s", zone).isEqualTo(ledger);
                    assertThat(instance.recordsRead())
                            .as("read again in %s", zone)
                            .isZero();
                }
            }
        }
    }

    private static void assertAnswers(Api api, GoldenCase golden, ZoneId zone) {
        for (GoldenCase.Request request : golden.requests()) {
            if (request.zone().equals(zone)) {
                assertThat(api.chart(request.chartName(), request.start(), request.end(), request.departmentId()))
                        .as("%s", request)
                        .isEqualTo(request.expectedBody());
            }
        }
    }
}
