package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is refused before anything is asked. */
class VerifyCommandTest {
    private static final String TOKEN = "a token that nothing may show";

    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();

    @Test
    void shouldNeedATokenThatIsNoOption() {
        assertThat(run(Map.of(), "--user-id", "u")).isEqualTo(2);
        assertThat(said.toString()).contains("--token-file", "VERIFY_TOKEN");
    }

    @Test
    void shouldRefuseATokenFileThatIsNotThere() {
        assertThat(run(Map.of(), "--user-id", "u", "--token-file", "/not/there"))
                .isEqualTo(2);
        assertThat(said.toString()).contains("--token-file takes", "/not/there");
    }

    @Test
    void shouldRefuseAUserIdThatNoHeaderCarries() {
        assertThat(run(Map.of(VerifyCommand.TOKEN_VARIABLE, TOKEN), "--user-id", "Zoë"))
                .isEqualTo(2);
        assertThat(said.toString()).contains("--user-id takes", "Zoë").doesNotContain(TOKEN);
    }

    @Test
    void shouldRefuseRangesThatAreNone() {
        assertThat(withToken("--from", "2026-02-01", "--to", "2026-01-01")).isEqualTo(2);
        assertThat(said.toString()).contains("--from takes", "2026-02-01").doesNotContain(TOKEN);
        assertThat(withToken("--from", "2010-01-01", "--to", "2026-01-01")).isEqualTo(2);
        assertThat(withToken("--from", "1 January")).isEqualTo(2);
        assertThat(said.toString()).contains("it takes a day such as 2026-01-31; got \"1 January\"");
    }

    @Test
    void shouldRefuseAUrlThatIsNone() {
        assertThat(withToken("--url", "127.0.0.1:8080")).isEqualTo(2);
        assertThat(said.toString()).contains("--url takes", "127.0.0.1:8080").doesNotContain(TOKEN);
        assertThat(withToken("--url", "http://127.0.0.1:1", "--against", "ftp://x"))
                .isEqualTo(2);
        assertThat(said.toString()).contains("--against takes", "ftp://x");
    }

    @Test
    void shouldRefuseDaysThatAreNotKept() throws Exception {
        Path config = Files.writeString(folder.resolve("config"), "RETENTION_DAYS=10\n");

        assertThat(withToken("--config", config.toString(), "--from", "2020-01-01", "--to", "2020-01-02"))
                .isEqualTo(2);
        assertThat(said.toString()).contains("RETENTION_DAYS=10");
    }

    private int withToken(String... arguments) {
        return run(
                Map.of(VerifyCommand.TOKEN_VARIABLE, TOKEN),
                Stream.concat(Stream.of("--user-id", "u"), Stream.of(arguments)).toArray(String[]::new));
    }

    private int run(Map<String, String> environment, String... arguments) {
        PrintWriter writer = new PrintWriter(said, true);
        return new CommandLine(new VerifyCommand(Clock.systemUTC(), environment))
                .setOut(writer)
                .setErr(writer)
                .execute(arguments);
    }
}
