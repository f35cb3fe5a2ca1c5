package dev.livechatmetrics.benchmarks.textbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.benchmarks.traffic.EventLog;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextbookTopologyTest {
    private static final EventLog LOG = new EventLog("usual", null);

    @TempDir
    private Path stateDir;

    private TopologyTestDriver driver;

    @BeforeEach
    void start() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        driver = new TopologyTestDriver(TextbookTopology.build(LOG, new JsonSerde<>(ChatEvent.class)), properties);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    /** The contract's worked example. */
    @Test
    void shouldFindTheFiguresOfAConversationThatIsTransferred() {
        conversation("opened", 0, "\"departmentId\":\"sales\"");
        message("visitor", 1);
        message("visitor", 30);
        conversation("assigned", 60, "\"agentId\":\"a\"");
        message("agent", 81);
        message("agent", 100);
        message("visitor", 120);
        message("visitor", 140);
        message("agent", 170);
        conversation("transferred", 300, "\"departmentId\":\"support\",\"agentId\":\"b\"");
        message("visitor", 330);
        message("agent", 360);
        conversation("closed", 600, "\"closedBy\":\"agent\"");

        KeyValueStore<DepartmentDay, DayTotals> totals = driver.getKeyValueStore(TextbookTopology.DEPARTMENT_DAYS);
        assertThat(totals.get(new DepartmentDay("sales", 0))).isEqualTo(DayTotals.NONE);
        assertThat(totals.get(new DepartmentDay("support", 0)))
                .isEqualTo(new DayTotals(1, 4, 5, 1, 600_000, 1, 80_000, 1, 53_333_333, 1, 21_000));
    }

    private void conversation(String type, int second, String more) {
        send(LOG.conversations(), "conversation." + type, second, more);
    }

    private void message(String sender, int second) {
        send(LOG.messages(), "message.sent", second, "\"sender\":\"" + sender + "\"");
    }

    private void send(String topic, String type, int second, String more) {
        TestInputTopic<String, String> input =
                driver.createInputTopic(topic, new StringSerializer(), new StringSerializer());
        input.pipeInput(
                "c1",
                "{\"type\":\"%s\",\"conversationId\":\"c1\",\"occurredAt\":\"1970-01-01T00:%02d:%02dZ\",%s}"
                        .formatted(type, second / 60, second % 60, more));
    }
}
