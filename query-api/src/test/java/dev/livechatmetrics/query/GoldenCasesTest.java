package dev.livechatmetrics.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.testkit.GoldenCase;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every golden case through the topology: in the zone asked for from day rows, in another one from quarter hours. */
final class GoldenCasesTest {
    static List<GoldenCase> cases() {
        return GoldenCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldAnswerAsExpected(GoldenCase golden) {
        List<ZoneId> zones = golden.requests().stream()
                .map(GoldenCase.Request::zone)
                .distinct()
                .toList();
        for (ZoneId reporting : zones) {
            try (DrivenPipeline pipeline = new DrivenPipeline(reporting, 3)) {
                pipeline.send(golden.events());
                for (GoldenCase.Request request : golden.requests()) {
                    assertThat(pipeline.chart(
                                    request.chartName(),
                                    request.start(),
                                    request.end(),
                                    request.departmentId(),
                                    request.zone()))
                            .as("%s in %s, reporting in %s", golden.name(), request, reporting)
                            .isEqualTo(request.expectedBody());
                }
            }
        }
    }
}
