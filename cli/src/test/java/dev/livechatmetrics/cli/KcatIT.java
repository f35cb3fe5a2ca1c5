package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.livechatmetrics.testkit.Requirement;
import dev.livechatmetrics.testkit.WireEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's kcat commands as they stand there, but for the address: the embedded broker is a real one to strangers. */
@Requires(Requirement.KCAT)
class KcatIT {
    private static final String README_BROKER = "127.0.0.1:9092";

    @TempDir
    private Path folder;

    @Test
    void shouldFeedEventsAndReadDeadLettersAsTheReadmeSays() throws Exception {
        Path kcat = RequiredPrograms.path(Requirement.KCAT);
        Readme readme = Readme.read();
        try (ServiceInstance instance = ServiceInstance.start(folder)) {
            run(kcat, instance, readme.blockAfter("<!-- run: kcat -->"));
            instance.awaitCounted(2);

            assertThat(instance.chart("chartName=Total_conversations&start=2025-10-01&end=2025-10-02"))
                    .contains("\"dataPoints\":[0,1]");

            instance.send(List.of(WireEvent.of(WireEvent.MESSAGES, "c3", "{\"type\":\"message.sent\"}")));
            // The ledger is read before the commit; the dead letter is there after it.
            await().atMost(ServiceInstance.PATIENCE)
                    .untilAsserted(() -> assertThat(run(kcat, instance, readme.blockThatBegins("kcat -C ")))
                            .containsPattern("(?m)^c3 livechat\\.error\\.topic=livechat\\.messages,.*"
                                    + "livechat\\.error\\.reason=missing-field conversationId"));
        }
    }

    /** What bash says of the script, which must succeed. */
    private String run(Path kcat, ServiceInstance instance, String script) throws IOException, InterruptedException {
        assertThat(script).contains(README_BROKER);
        Path output = folder.resolve("kcat-output");
        Process bash = new ProcessBuilder(
                        "bash",
                        "-euo",
                        "pipefail",
                        "-c",
                        script.replace(README_BROKER, instance.bootstrapServers())
                                .replace("kcat -", kcat + " -"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(bash.waitFor(ServiceInstance.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("bash ends")
                    .isTrue();
        } finally {
            bash.destroyForcibly();
        }
        String said = Files.readString(output);
        assertThat(bash.exitValue()).as(said).isZero();
        return said;
    }
}
