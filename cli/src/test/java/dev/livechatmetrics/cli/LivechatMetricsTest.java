package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LivechatMetricsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine command =
            LivechatMetrics.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void shouldSayWhatRuns() {
        assertThat(command.execute("--version")).isZero();
        assertThat(out.toString())
                .containsPattern("livechat-metrics \\d+\\.\\d+\\.\\d+")
                .contains("Kafka 4.3.1", "Java " + Runtime.version());
    }

    @Test
    void shouldExplainItselfToANewcomer() {
        assertThat(command.execute("--help")).isZero();
        assertThat(out.toString()).contains("customer conversations", "To begin:", "KAFKA_BOOTSTRAP_SERVERS");
    }

    @Test
    void shouldNameNoCommandInTheHelpThatThereIsNot() {
        List<String> named = Pattern.compile("\\./livechat-metrics ([a-z-]+)")
                .matcher(command.getUsageMessage())
                .results()
                .map(MatchResult::group)
                .map(call -> call.substring("./livechat-metrics ".length()))
                .toList();

        assertThat(named).isNotEmpty().isSubsetOf(command.getSubcommands().keySet());
    }

    @Test
    void shouldHintAtTheCommandThatIsMeant() {
        assertThat(command.execute("brokr")).isEqualTo(2);
        assertThat(err.toString()).contains("brokr", "Did you mean: broker?", "./livechat-metrics --help");
    }

    @Test
    void shouldShowTheHelpAndFailWithoutACommand() {
        assertThat(command.execute()).isEqualTo(2);
        assertThat(err.toString()).contains("Usage:");
    }

    @Test
    void shouldRefuseAPortThatIsNone() {
        assertThat(command.execute("broker", "--port", "65536")).isEqualTo(2);
        assertThat(err.toString()).contains("--port takes", "65536");
    }

    @Test
    void shouldSayWhereAFaultOfOursIsAndNothingThatItQuotes() throws Exception {
        RuntimeException fault = new IllegalStateException("hunter2", new IllegalArgumentException("hunter2"));

        assertThat(command.getExecutionExceptionHandler().handleExecutionException(fault, command, null))
                .isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("java.lang.IllegalStateException at ", "JAVA_OPTS=-Dlivechat-metrics.trace=true")
                .doesNotContain("hunter2");
    }

    @Test
    void shouldPrintTheMistakesOfTheConfiguration() {
        assertThat(command.execute("broker", "--config", "/not/there")).isEqualTo(2);
        assertThat(err.toString()).contains("--config takes");
    }
}
