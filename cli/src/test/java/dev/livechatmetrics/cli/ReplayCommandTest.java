package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ReplayCommandTest {
    private final StringWriter said = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "--from, yesterday, --from takes a time such as",
        "--from, 2026-01-01, --from takes a time such as",
        "--from-offset, -1, --from-offset takes an offset",
        "--from-offset, first, --from-offset"
    })
    void shouldRefuseABeginningThatIsNone(String option, String value, String sentence) {
        assertThat(run(option, value)).isEqualTo(2);
        assertThat(said.toString()).contains(sentence, value);
    }

    @Test
    void shouldNeedOneBeginning() {
        assertThat(run()).isEqualTo(2);
        assertThat(said.toString()).contains("--from");
        assertThat(run("--from", "2026-01-01T00:00:00Z", "--from-offset", "0")).isEqualTo(2);
    }

    @Test
    void shouldRefuseATopicThatIsNoneOfThem() {
        assertThat(run("--from-offset", "0", "--topic", "rooms")).isEqualTo(2);
        assertThat(said.toString()).contains("--topic", "rooms");
    }

    private int run(String... arguments) {
        PrintWriter writer = new PrintWriter(said, true);
        return new CommandLine(new ReplayCommand())
                .setOut(writer)
                .setErr(writer)
                .execute(arguments);
    }
}
