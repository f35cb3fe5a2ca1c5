package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.livechatmetrics.testkit.Requirement;
import dev.livechatmetrics.testkit.WireEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's kcat commands as they stand there, but for the address: the embedded broker is a real one to strangers. */
@Requires(Requirement.KCAT)
class KcatIT {
    private static final String README_BROKER = "127.0.0.1:9092";
    private static final Pattern ECHOED_EVENT = Pattern.compile("echo '([^:]+):([^']+)'");

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

    /** Sent by both, an event is a duplicate only where both put its key in the same partition. */
    @Test
    void shouldPlaceKeysAsSendDoes() throws Exception {
        Path kcat = RequiredPrograms.path(Requirement.KCAT);
        String commands = Readme.read().blockAfter("<!-- run: kcat -->");
        List<String> keys =
                IntStream.range(0, 8).mapToObj(i -> "conversation-" + i).toList();
        int events = 2 * keys.size();
        String script = keys.stream().map(key -> commands.replace("c2", key)).collect(Collectors.joining("\n"));
        Path sameEvents = folder.resolve("same.jsonl");
        Files.write(
                sameEvents,
                ECHOED_EVENT
                        .matcher(script)
                        .results()
                        .map(event -> "{\"topic\":\""
                                + (event.group(2).contains("\"message.") ? "messages" : "conversations")
                                + "\",\"key\":\"" + event.group(1) + "\",\"value\":" + event.group(2) + "}")
                        .toList());
        try (ServiceInstance instance = ServiceInstance.start(folder)) {
            run(kcat, instance, script);
            instance.awaitCounted(events);
            try (CommandProcess send = CommandProcess.start(
                    Map.of("KAFKA_BOOTSTRAP_SERVERS", instance.bootstrapServers()), "send", sameEvents.toString())) {
                assertThat(send.exitStatus()).as(send.err()).isZero();
            }
            instance.awaitCounted(events);

            LedgerMetricsText ledger = new Api(instance.address()).ledger();
            assertThat(ledger.total("applied")).isEqualTo(events);
            assertThat(ledger.total("duplicate")).isEqualTo(events);
            assertThat(instance.chart("chartName=Total_conversations&start=2025-10-02&end=2025-10-03"))
                    .contains("\"dataPoints\":[8,0]");
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
