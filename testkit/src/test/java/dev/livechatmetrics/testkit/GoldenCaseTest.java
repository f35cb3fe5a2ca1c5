package dev.livechatmetrics.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenCaseTest {

    static List<GoldenCase> goldenCases() {
        return GoldenCase.all();
    }

    @ParameterizedTest
    @MethodSource("goldenCases")
    void shouldAnswerEveryRequestByteForByte(GoldenCase golden) {
        NaiveCharts charts = NaiveCharts.of(golden.events());

        assertThat(golden.requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(charts.chart(
                                        request.chartName(),
                                        request.start(),
                                        request.end(),
                                        request.departmentId(),
                                        request.zone())
                                .body())
                        .isEqualTo(request.expectedBody()));
    }

    @Test
    void shouldNameEveryFileThatIsThere() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/golden"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            goldenCases().stream().map(GoldenCase::name).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("goldenCases")
    void shouldKeepExpectedBodiesAsTheyStandInTheFile(GoldenCase golden) throws IOException {
        String file =
                Files.readString(Path.of("src/main/resources/golden", golden.name() + ".json"), StandardCharsets.UTF_8);

        assertThat(golden.requests()).allSatisfy(request -> assertThat(file).contains(request.expectedBody()));
    }
}
