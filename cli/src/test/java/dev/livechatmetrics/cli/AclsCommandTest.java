package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AclsCommandTest {
    private static final Map<String, String> SETTINGS = Map.of("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092");

    @TempDir
    private Path folder;

    @Test
    void shouldPrintWhatServeNeedsWhereNothingElseIsNamed() throws IOException {
        assertThat(acls(SETTINGS).out().lines())
                .hasSize(6)
                .contains(
                        "kafka-acls.sh --bootstrap-server kafka:9092 --add --allow-principal 'User:me'"
                                + " --operation Read --operation Create --operation DescribeConfigs --topic 'livechat.messages'")
                .contains("kafka-acls.sh --bootstrap-server kafka:9092 --add --allow-principal 'User:me'"
                        + " --operation Write --resource-pattern-type prefixed --transactional-id 'livechat-metrics-'");
    }

    @Test
    void shouldLetServeWriteEventsWhereItTakesWebhooks() throws IOException {
        assertThat(acls(Map.of("ROCKETCHAT_WEBHOOK_TOKEN", "a-token-of-webhooks"))
                        .out())
                .contains("--operation Read --operation Write --operation Create --operation DescribeConfigs"
                        + " --topic 'livechat.messages'");
    }

    @Test
    void shouldPrintEachResourceOnceForSeveralCommands() throws IOException {
        assertThat(acls(SETTINGS, "--for", "verify,dead-letters-resend").out().lines())
                .extracting(line -> line.replaceFirst(".*'User:me' ", ""))
                .containsExactly(
                        "--operation Read --topic 'livechat.dead-letters'",
                        "--operation Read --operation Write --topic 'livechat.conversations'",
                        "--operation Read --operation Write --topic 'livechat.messages'",
                        "--operation Describe --group 'livechat-metrics'");
    }

    @Test
    void shouldNameTheCommandsWhereItKnowsNoneOfThatName() throws IOException {
        Command refused = acls(SETTINGS, "--for", "simulate");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .contains(
                        "it takes some of serve, send, import, forget, dead-letters-list, dead-letters-resend, replay,"
                                + " verify, but got simulate");
    }

    private Command acls(Map<String, String> settings, String... more) throws IOException {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "acls";
        arguments[1] = "--principal";
        arguments[2] = "User:me";
        System.arraycopy(more, 0, arguments, 3, more.length);
        return Command.run(folder, settings, arguments);
    }
}
