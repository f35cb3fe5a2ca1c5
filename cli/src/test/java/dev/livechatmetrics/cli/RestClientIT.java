package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.testkit.GoldenCase;
import dev.livechatmetrics.testkit.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rocket.Chat's own REST client and its validators of requests and answers ({@code src/test/node}), before a running
 * instance of each CHARTS_COMPATIBILITY, both of which read the same topics.
 */
@Requires({Requirement.NODE, Requirement.NPM})
class RestClientIT {
    private static final String AGENT = "agent";

    /** What is demanded of the stores can never come; nothing else takes so long. */
    private static final String READ_TIMEOUT = "2s";

    @TempDir
    private static Path folder;

    private static NodePackages packages;
    private static InstanceInJvm exact;
    private static InstanceInJvm rocketChat;

    @BeforeAll
    static void start() throws Exception {
        packages = NodePackages.installed();
        GoldenCase golden = GoldenCase.named("06-random-utc");
        exact = start("exact", Map.of());
        EventTopics.ofDefaultNames(exact.bootstrapServers()).send(golden.events());
        rocketChat = start(
                "rocketchat",
                Map.of(
                        "CHARTS_COMPATIBILITY",
                        "rocketchat",
                        "APPLICATION_ID",
                        "rocketchat",
                        "KAFKA_BOOTSTRAP_SERVERS",
                        exact.bootstrapServers()));
        exact.api().awaitRecords(golden.events().size());
        rocketChat.api().awaitRecords(golden.events().size());
    }

    @AfterAll
    static void stop() {
        for (InstanceInJvm instance : new InstanceInJvm[] {rocketChat, exact}) {
            if (instance != null) {
                instance.close();
            }
        }
    }

    /** The manager of every instance's folder, and an agent with the same token who may not see charts. */
    private static InstanceInJvm start(String name, Map<String, String> more) throws Exception {
        InstanceFolder instance = InstanceFolder.in(folder.resolve(name));
        String users = Files.readString(instance.usersFile());
        String agent = users.substring(users.indexOf('[') + 1, users.indexOf(']') + 2)
                .replace(InstanceFolder.USER_ID, AGENT)
                .replace("view-livechat-manager", "view-l-room");
        Files.writeString(instance.usersFile(), users.replace("[{", "[" + agent + ",{"));
        Map<String, String> environment = instance.environment(more);
        environment.put("READ_TIMEOUT", READ_TIMEOUT);
        return InstanceInJvm.start(environment);
    }

    @Test
    void shouldAnswerAsRocketChatsClientAndValidatorsExpect() throws Exception {
        NodePackages.Run run = packages.test(
                "clients.test.mjs",
                Map.of(
                        "EXACT",
                        exact.api().address(),
                        "ROCKETCHAT",
                        rocketChat.api().address(),
                        "MANAGER",
                        InstanceFolder.USER_ID,
                        "AGENT",
                        AGENT,
                        "TOKEN",
                        InstanceFolder.TOKEN));

        assertThat(run.status()).as(run.said()).isZero();
        assertThat(run.said()).contains("# pass 29", "# fail 0", "# skipped 0");
    }
}
