package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.livechatmetrics.testkit.MongoJson;
import dev.livechatmetrics.testkit.RocketChatHistory;
import dev.livechatmetrics.testkit.RocketChatTraits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Beside a {@code serve} that takes webhooks with the rights that {@code acls} prints for it, each other command does its work
 * with those that {@code acls} prints for that, and fails or complains with any one of them less.
 */
class CommandAclsIT {
    private static final String OPERATOR = "User:operator";
    private static final String WEBHOOK_TOKEN = "webhooks-token-of-this-test";
    private static final RocketChatHistory HISTORY = RocketChatHistory.conversation(1, 0, RocketChatTraits.SEEN_BY_ALL);

    @TempDir
    private static Path folder;

    private static SecuredBroker broker;
    private static Admin master;
    private static CommandProcess serve;
    private static String address;
    private static Map<String, String> settings;

    /** {@code arguments} without {@code --config}. */
    private record Work(String commandName, String... arguments) {
        @Override
        public String toString() {
            return commandName;
        }
    }

    @BeforeAll
    static void serveWebhooks() throws Exception {
        broker = SecuredBroker.start(
                Files.createDirectories(folder.resolve("broker")),
                Map.of("metrics", "metrics-password", "operator", "operator-password"));
        master = Admin.create(Map.of("bootstrap.servers", broker.master()));
        settings = new HashMap<>(EventTopics.named(broker.sasl(), "rights").environment());
        settings.putAll(Map.of("APPLICATION_ID", "rights-application", "TOPIC_PARTITIONS", "2", "HTTP_PORT", "0"));
        Map<String, String> ofServe = new HashMap<>(settings);
        ofServe.put("ROCKETCHAT_WEBHOOK_TOKEN", WEBHOOK_TOKEN);
        allow(ofServe, "User:metrics");
        ofServe.putAll(scram("metrics"));
        serve = CommandProcess.start(InstanceFolder.in(folder.resolve("serve")).environment(ofServe), "serve");
        address = serve.lineAfter("API: ");
        Files.writeString(folder.resolve("token"), InstanceFolder.TOKEN);
        Files.writeString(folder.resolve("rooms.json"), lines(HISTORY.rooms()));
        Files.writeString(folder.resolve("messages.json"), lines(HISTORY.messages()));
        Files.writeString(
                folder.resolve("refused.jsonl"),
                "{\"topic\":\"messages\",\"key\":\"c\",\"value\":{\"type\":\"message.sent\"}}");
        takeAWebhook();
    }

    private static String lines(List<Map<String, Object>> documents) {
        return String.join(
                "\n", documents.stream().map(MongoJson.RELAXED::write).toList());
    }

    private static void takeAWebhook() {
        Api api = new Api(address);
        assertThat(api.post(
                                "/api/v1/sources/rocketchat/webhook",
                                MongoJson.JAVASCRIPT.write(HISTORY.webhooks().get(0)),
                                "X-RocketChat-Livechat-Token",
                                WEBHOOK_TOKEN)
                        .statusCode())
                .isEqualTo(200);
        assertThat(api.awaitRecords(1).total("applied")).isPositive();
    }

    @AfterAll
    static void stop() throws Exception {
        if (serve != null) {
            assertThat(serve.stop()).isZero();
        }
        if (broker != null) {
            master.close();
            broker.close();
        }
    }

    static Stream<Work> commands() {
        String rooms = folder.resolve("rooms.json").toString();
        String messages = folder.resolve("messages.json").toString();
        String rejects = folder.resolve("rejects.jsonl").toString();
        return Stream.of(
                new Work("send", "send", folder.resolve("refused.jsonl").toString()),
                new Work("import", "import", "--rooms", rooms, "--messages", messages, "--rejects", rejects),
                new Work("dead-letters-list", "dead-letters", "list"),
                new Work("dead-letters-resend", "dead-letters", "resend", "--all"),
                new Work("replay", "replay", "--from-offset", "0"),
                new Work(
                        "verify",
                        "verify",
                        "--user-id",
                        InstanceFolder.USER_ID,
                        "--token-file",
                        folder.resolve("token").toString(),
                        "--url",
                        address,
                        "--from",
                        "2025-08-31",
                        "--to",
                        "2025-09-25"),
                new Work("forget", "forget", "nobody-knows-it"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldDoWithTheRightsThatArePrintedAndWithNoneLess(Work work) throws Exception {
        allow(settings, OPERATOR, "--for", work.commandName());
        Collection<AclBinding> allowed = bindings();
        assertThat(allowed).isNotEmpty();
        await().atMost(Api.PATIENCE).until(() -> goesWell(work));
        for (AclBinding one : allowed) {
            master.deleteAcls(List.of(one.toFilter())).all().get();
            await(work + " without " + one).atMost(Api.PATIENCE).until(() -> !goesWell(work));
            master.createAcls(List.of(one)).all().get();
        }
        master.deleteAcls(List.of(ofOperator())).all().get();
    }

    private static boolean goesWell(Work work) throws IOException {
        Map<String, String> ofOperator = new HashMap<>(settings);
        ofOperator.putAll(scram("operator"));
        Command run = Command.run(folder, ofOperator, work.arguments());
        return run.status() == 0 && !run.err().contains("Warning");
    }

    private static void allow(Map<String, String> ofWhom, String principal, String... more) throws IOException {
        Command acls = Command.run(
                folder,
                ofWhom,
                Stream.concat(Stream.of("acls", "--principal", principal), Stream.of(more))
                        .toArray(String[]::new));
        assertThat(acls.status()).as(acls.err()).isZero();
        KafkaTools.allow(acls.out().replace(broker.sasl(), broker.master()));
    }

    private static Collection<AclBinding> bindings() throws Exception {
        return master.describeAcls(ofOperator()).values().get();
    }

    private static AclBindingFilter ofOperator() {
        return new AclBindingFilter(
                ResourcePatternFilter.ANY,
                new AccessControlEntryFilter(OPERATOR, null, AclOperation.ANY, AclPermissionType.ANY));
    }

    private static Map<String, String> scram(String user) {
        return Map.of(
                "KAFKA_SECURITY_PROTOCOL",
                "SASL_PLAINTEXT",
                "KAFKA_SASL_MECHANISM",
                "SCRAM-SHA-512",
                "KAFKA_SASL_JAAS_CONFIG",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                        + user + "-password\";");
    }
}
